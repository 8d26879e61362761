package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Failure;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.companion.install.OwnObjects.DependentRow;
import org.pgbrisk.database.SqlState;

/**
 * Brings an installation up to date, or mends it, in the installer's transaction. Routines and views are replaced in place wherever
 * PostgreSQL can do it: a statement that calls one row by row fails in the middle when it is dropped. What cannot be replaced is
 * dropped first, as long as no object of a user stands on it; else nothing is changed.
 */
final class Upgrade {
    /** Result, parameters or columns differ, another kind of object, something stands on it, two functions of one name. */
    private static final Set<String> NOT_REPLACEABLE =
            Set.of("42P13", "42P16", "42809", SqlState.DEPENDENT_OBJECTS_STILL_EXIST.code(), "42725");

    /** What a statement of ours is about stands first in it. */
    private static final Pattern OBJECT_OF_STATEMENT = Pattern.compile("\\bbrisk\\.(\\w+)");

    private final Connection connection;
    private final Sql sql;
    private final Site site;
    private final Release release;
    private final Supplier<RuntimePart> parts;
    private final OwnObjects objects;
    private final List<String> done = new ArrayList<>();

    /** @param parts makes what the runtime needs, anew for each attempt */
    Upgrade(Connection connection, Sql sql, Site site, Release release, Supplier<RuntimePart> parts) {
        this.connection = connection;
        this.sql = sql;
        this.site = site;
        this.release = release;
        this.parts = parts;
        this.objects = new OwnObjects(connection);
    }

    /** @return what was done, in sentences */
    List<String> run() throws SQLException {
        var shipped = objects.shipped(sql);
        var found = objects.inCatalogs();
        var own = found.stream()
                .filter(object -> shipped.containsKey(object.identity()))
                .toList();
        var privileges = UserPrivileges.of(sql, own, shipped);
        UserPrivileges.takeOff(sql, own);
        sql.run("delete from brisk.flyway_schema_history where version is null");

        var before = objects.inCatalogs().stream()
                .filter(object -> shipped.containsKey(object.identity()))
                .toList();
        var strangers = found.stream().filter(object -> !own.contains(object)).toList();
        migrate(before, strangers);
        var after = new ArrayList<>(objects.inCatalogs());
        var gone = before.stream()
                .filter(object -> after.stream().anyMatch(object::isUntouched))
                .toList();
        drop(gone);
        requireUntouched(strangers, after);
        after.removeIf(object -> gone.stream().anyMatch(object::isUntouched)
                || strangers.stream().anyMatch(stranger -> stranger.isUntouched(object)));
        objects.record(after);
        before.stream()
                .filter(object -> after.stream().noneMatch(now -> now.identity().equals(object.identity())))
                .forEach(object -> done.add("went away: " + object.words()));
        done.addAll(privileges.putBack(connection, after));
        return done;
    }

    private void migrate(List<OwnObject> before, List<OwnObject> strangers) throws SQLException {
        var untouched = connection.setSavepoint();
        try {
            migrate(parts.get());
            connection.releaseSavepoint(untouched);
            return;
        } catch (SQLException e) {
            if (!NOT_REPLACEABLE.contains(e.getSQLState())) {
                throw e;
            }
            connection.rollback(untouched);
        }
        var used = objects.dependents(before);
        for (var object : List.copyOf(used.keySet())) {
            if (used.get(object).isEmpty()) {
                used.remove(object);
                sql.run("drop " + object.words());
            }
        }
        var part = parts.get();
        var migrations = new Migrations(connection, release, part);
        try {
            migrations.run();
        } catch (SQLException e) {
            throw NOT_REPLACEABLE.contains(e.getSQLState()) ? reason(e, migrations.failed(), used, strangers) : e;
        }
        done.addAll(part.done());
    }

    private void migrate(RuntimePart part) throws SQLException {
        new Migrations(connection, release, part).run();
        done.addAll(part.done());
    }

    /** What the migrations left alone is not in this version, or with other arguments. */
    private void drop(List<OwnObject> gone) throws SQLException {
        var dependents = objects.dependents(gone);
        var used = dependents.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (!used.isEmpty()) {
            throw refusal(used, null);
        }
        for (var object : dependents.keySet()) {
            sql.run("drop " + object.words());
        }
    }

    /** What a user made in the schema is not ours to replace. */
    private void requireUntouched(List<OwnObject> strangers, List<OwnObject> after) throws Refusal {
        for (var stranger : strangers) {
            if (after.stream().noneMatch(stranger::isUntouched)) {
                throw notOurs(stranger);
            }
        }
    }

    private Refusal notOurs(OwnObject stranger) {
        return Refusal.refused(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "schema brisk has " + stranger.words() + ", which is not pgbrisk's, and pgbrisk " + release.version()
                        + " has one of the same name",
                null,
                "Nothing was changed. Rename it or move it to another schema, then try again.");
    }

    /**
     * Why a statement of a migration failed. PostgreSQL hints at the function that would have to be dropped; where it does not, what the
     * statement begins with tells, and where that is none of them any of them may be the reason.
     */
    private SQLException reason(
            SQLException error, String statement, Map<OwnObject, List<DependentRow>> used, List<OwnObject> strangers) {
        var hint = Objects.requireNonNullElse(Failure.of(error).hint(), "");
        var matcher = OBJECT_OF_STATEMENT.matcher(statement);
        var name = matcher.find() ? matcher.group(1) : "";
        var hinted = strangers.stream().filter(object -> hint.contains(object.identity()));
        var named = strangers.stream()
                .filter(object -> object.name().equals(name)
                        && used.keySet().stream().noneMatch(own -> own.name().equals(name)));
        var stranger = Stream.concat(hinted, named).findFirst();
        if (stranger.isPresent()) {
            return notOurs(stranger.get());
        }
        if (used.keySet().stream().anyMatch(object -> object.name().equals(name))) {
            used.keySet().removeIf(object -> !object.name().equals(name));
        }
        return used.isEmpty() ? error : refusal(used, error);
    }

    /** @param error what the server said to the attempt; null where nothing was attempted */
    private Refusal refusal(Map<OwnObject, List<DependentRow>> used, SQLException error) {
        var statements = used.values().stream()
                .flatMap(List::stream)
                .map(DependentRow::statement)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var detail = used.entrySet().stream()
                .map(entry -> "On " + entry.getKey().words() + ", which is not in " + release.version()
                        + " as it was, depend: "
                        + entry.getValue().stream()
                                .map(DependentRow::dependent)
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + ".")
                .sorted()
                .collect(Collectors.joining(" "));
        var server = error == null ? null : Failure.of(error);
        var foreseen =
                server == null || !SqlState.DEPENDENT_OBJECTS_STILL_EXIST.code().equals(server.sqlstate());
        return Refusal.refused(
                SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                "cannot update pgbrisk " + site.installed().map(Stamp::version).orElse("of unknown version") + " to "
                        + release.version() + " because other objects depend on what has changed",
                foreseen ? detail : server.message() + ": " + server.detail(),
                "Nothing was changed. Keep the definitions of these objects, drop them"
                        + (statements.isEmpty() || !foreseen ? "" : " (" + String.join(" ", statements) + ")")
                        + ", run pgbrisk install again and create them anew.");
    }
}
