package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.SqlState;
import org.pgbrisk.database.Trust;

/** A database as an installer finds it, and whether it may begin. See site.sql for the columns. */
public record Site(
        String database,
        String version,
        int versionNumber,
        String login,
        boolean schemaExists,
        boolean ours,
        String suspect,
        String comment,
        String doorLanguage,
        boolean wired,
        boolean javaExists,
        String pljavaAvailable,
        boolean superuser,
        boolean mayCreateSchema,
        boolean mayCreateRoles,
        boolean mayUseJava,
        boolean ownsSqlj,
        boolean ownsSchema,
        boolean readerAdmitted,
        List<String> roles) {
    private static final int OLDEST_SERVER = 140000;
    private static final int ROLES = 3;

    public static Site of(Connection connection) throws SQLException {
        var select = Resource.sql(Site.class, "site.sql").replace("${trusted}", Trust.in("o.owner"));
        return JdbcDatabase.bare(connection).single(Site.class, select, Parts.ALL_FUNCTIONS);
    }

    public Optional<Stamp> installed() {
        return ours ? Stamp.parse(comment) : Optional.empty();
    }

    /** Where the functions of this installation run: the language of its door. Empty where there is none. */
    public Optional<Runtime> runtime() {
        if (!ours || doorLanguage == null) {
            return Optional.empty();
        }
        return switch (doorLanguage) {
            case "java" -> Optional.of(Runtime.pljava);
            case "plpgsql" -> Optional.of(Runtime.bridge);
            default -> Optional.empty();
        };
    }

    public boolean doorExists() {
        return doorLanguage != null;
    }

    /** What auto means here: what is there stays, as long as anything shows what that is. */
    Runtime resolve(Runtime wanted) {
        if (wanted != Runtime.auto) {
            return wanted;
        }
        var best = javaExists || pljavaAvailable != null ? Runtime.pljava : Runtime.bridge;
        return runtime().orElse(ours && wired ? Runtime.bridge : best);
    }

    /** False where a dump was restored without the roles, which belong to the cluster. */
    public boolean rolesComplete() {
        return readerAdmitted && roles.size() == ROLES;
    }

    public int majorVersion() {
        return versionNumber / 10000;
    }

    void requireInstallable(Stamp own) throws Refusal {
        requireVersion();
        requireOurs();
        requireTrusted();
        requireNotNewer(own);
    }

    private void requireVersion() throws Refusal {
        if (versionNumber < OLDEST_SERVER) {
            throw Refusal.refused(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "pgbrisk needs PostgreSQL 14 or newer, this server is " + version,
                    null,
                    "Upgrade the server; PostgreSQL " + majorVersion() + " gets no fixes any more.");
        }
    }

    /** Before anything is looked up in it. */
    public void requireOurs() throws Refusal {
        if (schemaExists && !ours) {
            throw Refusal.refused(
                    SqlState.DUPLICATE_SCHEMA,
                    "database \"" + database + "\" has a schema brisk that is not pgbrisk's",
                    "pgbrisk keeps everything in a schema of this name.",
                    "Rename it (alter schema brisk rename to …) or drop it, then try again.");
        }
    }

    /** Before anything in schema brisk is read or called: a view or a trigger of somebody else would run with the caller's rights. */
    public void requireTrusted() throws Refusal {
        if (suspect != null) {
            throw Refusal.refused(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "something in schema brisk or sqlj of database \"" + database + "\" belongs to " + suspect
                            + ", who has fewer rights than role \"" + login + "\"",
                    "What is in there runs with your rights when it is used, and it may have been changed.",
                    "Run it as " + suspect
                            + " (-U), or look what is there and give it to yourself: alter schema … owner to …;"
                            + " the same for the tables and functions in it.");
        }
    }

    private void requireNotNewer(Stamp own) throws Refusal {
        var there = installed();
        if (there.isPresent() && there.get().isNewerThan(own)) {
            throw newer("pgbrisk " + there.get().version(), own);
        }
    }

    Refusal newer(String what, Stamp own) {
        return Refusal.refused(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "database \"" + database + "\" has " + what + ", this is pgbrisk " + own.version(),
                "An older version cannot know what a newer one has changed.",
                "Use the newer version; to go back, run its uninstall first.");
    }

    void requireJava() throws Refusal {
        if (!javaExists && pljavaAvailable == null) {
            throw Refusal.refused(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "PL/Java is not installed on this server",
                    "With --runtime pljava pgbrisk's functions run inside PostgreSQL in the language java.",
                    "Install " + PlJava.packages(majorVersion())
                            + " on the server and try again. Without it, pgbrisk install --runtime bridge has the functions run in"
                            + " the companion (pgbrisk serve); and pgbrisk call FUNCTION runs each over a plain connection, for"
                            + " which nothing has to be installed.");
        }
    }

    /**
     * @param ofRuntime what the login lacks for the runtime
     * @param bridgeInstead whether it lacks nothing for the bridge
     */
    void requireRights(List<String> ofRuntime, boolean bridgeInstead) throws Refusal {
        var missing = new ArrayList<>(missingRights());
        var bridge = bridgeInstead && missing.isEmpty() ? ", or with --runtime bridge" : "";
        missing.addAll(ofRuntime);
        if (!superuser && !missing.isEmpty()) {
            throw Refusal.refused(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "role \"" + login + "\" may not install pgbrisk in database \"" + database + "\"",
                    "It lacks: " + String.join("; ", missing) + ".",
                    "Run pgbrisk install as a superuser" + bridge
                            + "; whoever uses pgbrisk afterwards only needs membership in brisk_reader.");
        }
    }

    private List<String> missingRights() {
        var missing = new ArrayList<String>();
        if (!schemaExists && !mayCreateSchema) {
            missing.add("CREATE on database " + database);
        }
        if (!ownsSchema) {
            missing.add("ownership of schema brisk");
        }
        if (roles.size() < ROLES && !mayCreateRoles) {
            missing.add("CREATEROLE, for the roles brisk_reader, brisk_operator and brisk_cache");
        }
        return missing;
    }

    List<String> missingForJava() {
        var missing = new ArrayList<String>();
        if (!javaExists) {
            missing.add("superuser, for create extension pljava");
        } else {
            if (!mayUseJava) {
                missing.add("USAGE on language java");
            }
            if (!ownsSqlj) {
                missing.add(
                        "membership in the role that owns schema sqlj, for installing jars and opening that schema to brisk_reader");
            }
        }
        return missing;
    }

    /** For taking out what PL/Java holds when the functions go elsewhere. */
    List<String> missingForLeavingJava() {
        return runtime().equals(Optional.of(Runtime.pljava)) && javaExists && !ownsSqlj
                ? List.of("membership in the role that owns schema sqlj, for taking the functions' jar out of PL/Java")
                : List.of();
    }
}
