package org.pgbrisk.companion.jvm;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pgbrisk.companion.DatabaseCommand;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.ExitCode;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.companion.install.Site;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.SqlState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pgbrisk jvm-archive}. */
@Command(
        name = "jvm-archive",
        description = {
            "Makes first calls faster: lets the server write an archive of Java's classes on its own disk, tries it out in fresh sessions,"
                    + " and says what to set so that it is used.",
            "Works over SQL alone, as a superuser; changes no setting unless --apply is given. Run it again after an update of Java or"
                    + " PL/Java: an archive that does not fit is passed over without a word."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  pgbrisk jvm-archive -d shop",
            "  pgbrisk jvm-archive --apply -d shop",
            "  pgbrisk jvm-archive --file /var/lib/postgresql/pgbrisk.jsa -d shop"
        })
public final class JvmArchiveCommand extends DatabaseCommand {
    /** What PL/Java or Java would not take as one path: they know no quotation marks, and a colon separates archives. */
    private static final Pattern UNFIT = Pattern.compile("['\"\\\\:]|\\s[\\s-]|[\\s&&[^ ]]");

    private static final double BYTES_PER_MEGABYTE = 1024 * 1024;

    @Option(
            names = "--file",
            paramLabel = "PATH",
            description =
                    "The archive, on the server's disk. Default: pgbrisk-JAVA.jsa in the server's data directory, JAVA being 17, say."
                            + " An archive that is there is replaced; sessions that use it keep the old one.")
    private String file;

    @Option(
            names = "--apply",
            description =
                    "Also run the ALTER DATABASE that makes new sessions of this database use it; pgbrisk uninstall undoes it.")
    private boolean apply;

    @Override
    protected void prepare() throws Refusal {
        if (file != null && (!file.startsWith("/") || file.endsWith("/"))) {
            throw Refusal.usage(
                    "--file is \"" + file + "\": expected an absolute path on the server's disk",
                    "For example --file /var/lib/postgresql/pgbrisk.jsa");
        }
        if (file != null) {
            requireFit(file);
        }
    }

    @Override
    protected int run(Connection open) throws Exception {
        var sql = Sql.begin(open);
        var site = Site.of(open);
        requireAble(site, sql);
        sql.texts("select pg_advisory_xact_lock(1651667819, 2)");
        var inForce = JvmOptions.parse(sql.text("select coalesce(current_setting('pljava.vmoptions', true), '')"));
        var java = Runtime.Version.parse(
                FirstCall.in(this::anotherSession, inForce).runtime().javaVersion());
        var options = inForce.withoutArchive().completedWith(JvmOptions.recommended(java.feature(), Optional.empty()));
        var path = file != null ? file : defaultFile(sql, java.feature());
        requireFit(path);
        make(new ServerFile(sql, path), path, options);
        out().printf(Locale.ROOT, "trying it out in %d sessions …%n", 2 * Trial.ROUNDS);
        out().flush();
        var trial = Trial.of(this::anotherSession, options, path);
        out().printf(
                        Locale.ROOT,
                        "A first call takes %.0f ms with it, %.0f ms without: %.2f of the time (Java %s).%n",
                        trial.with(),
                        trial.without(),
                        trial.with() / trial.without(),
                        java);
        use(sql, site, options.withArchive(path));
        open.commit();
        return ExitCode.FINE;
    }

    private void make(ServerFile archive, String path, JvmOptions options) throws SQLException, InterruptedException {
        archive.requireReplaceable();
        var before = archive.stamp();
        FirstCall.rehearse(this::anotherSession, options.writingArchive(path));
        archive.awaitNewerThan(before);
        out().printf(Locale.ROOT, "the server wrote %s (%.1f MB)%n", path, archive.size() / BYTES_PER_MEGABYTE);
    }

    private void use(Sql sql, Site site, JvmOptions options) throws SQLException {
        var statement = sql.text(
                "select format('alter database %I set pljava.vmoptions = %L', current_database(), ?)", options.text());
        if (apply) {
            remember(sql, options);
            sql.run(statement);
            out().println("database \"" + site.database() + "\" uses it from now on, in new sessions:");
        } else {
            out().println(
                            "To use it in this database, run this as a superuser, in a session that has not called Java (or come back with --apply):");
        }
        out().println();
        out().println("    " + statement + ";");
        out().println();
        out().println("For the whole server: pljava.vmoptions in postgresql.conf, then select pg_reload_conf();");
    }

    /**
     * A step back to the options that this database had until now. Steps are taken last one first, so each finds what it set, unless
     * somebody else has set other options since, or the row came with a dump to another database.
     */
    private static void remember(Sql sql, JvmOptions options) throws SQLException {
        sql.texts(Resource.sql(JvmArchiveCommand.class, "remember.sql"), options.text());
    }

    private static String defaultFile(Sql sql, int java) throws SQLException {
        return sql.text("select current_setting('data_directory')") + "/pgbrisk-" + java + ".jsa";
    }

    private void requireAble(Site site, Sql sql) throws SQLException {
        if (!site.superuser()) {
            throw Refusal.refused(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "role \"" + site.login() + "\" may not make an archive of Java's classes",
                    "It is written by the server, through an option of its Java: pljava.vmoptions is for superusers.",
                    "Run pgbrisk jvm-archive as a superuser.");
        }
        site.requireTrusted();
        if (!site.ours()
                || !sql.is("select exists (select from pg_proc where proname = 'show_runtime'"
                        + " and pronamespace = (select oid from pg_namespace where nspname = 'brisk'))")) {
            throw Refusal.refused(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "this version of pgbrisk is not installed in database \"" + site.database() + "\"",
                    "The archive holds what its functions load.",
                    "Run pgbrisk install first.");
        }
        if (apply && sql.is("select pg_is_in_recovery()")) {
            throw Refusal.refused(
                    SqlState.READ_ONLY_SQL_TRANSACTION,
                    "this server is a standby, on which no setting of a database can be changed",
                    null,
                    "Run it without --apply, and the statement it prints on the primary, where the same file must lie.");
        }
    }

    private static void requireFit(String path) throws Refusal {
        if (UNFIT.matcher(path).find()) {
            throw Refusal.usage(
                    "\"" + path + "\" cannot stand in pljava.vmoptions",
                    "Name a file without quotation marks, backslashes, colons, tabs, and spaces beside spaces or hyphens: --file PATH");
        }
    }
}
