package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pgbrisk.companion.connection.Sql;

/** What users granted on our objects, and revoked of what these came with; kept through an update, by the objects' names. */
final class UserPrivileges {
    /** Where grants on the objects count as revoked when they are missing: a dump restored without the roles lost these too. */
    private static final String ADMITTED = """
            select a.grantee::regrole::text
            from pg_catalog.pg_namespace n
            cross join lateral pg_catalog.aclexplode(n.nspacl) a
            where n.nspname = 'brisk' and a.privilege_type = 'USAGE' and a.grantee <> 0""";

    private record Change(boolean granted, OwnObject object, Privilege privilege) {
        String words() {
            return privilege.privilege() + " on " + object.words() + ", " + (granted ? "granted to " : "revoked from ")
                    + privilege.grantee();
        }

        String statement(OwnObject now) {
            var what = privilege.privilege() + " on " + now.grantable();
            return granted
                    ? "grant " + what + " to " + privilege.grantee()
                            + (privilege.grantable() ? " with grant option" : "")
                    : "revoke " + what + " from " + privilege.grantee() + " cascade";
        }
    }

    private final List<Change> changes = new ArrayList<>();

    private UserPrivileges() {}

    /** @param shipped the privileges that each object came with, by its identity */
    static UserPrivileges of(Sql sql, List<OwnObject> objects, Map<String, List<Privilege>> shipped)
            throws SQLException {
        var admitted = sql.texts(ADMITTED);
        var privileges = new UserPrivileges();
        for (var object : objects) {
            if (object.closed()) {
                var came = shipped.get(object.identity());
                object.privileges().stream()
                        .filter(granted -> !came.contains(granted))
                        .forEach(granted -> privileges.changes.add(new Change(true, object, granted)));
                came.stream()
                        .filter(privilege -> object.privileges().stream().noneMatch(privilege::covers))
                        .filter(privilege -> admitted.contains(privilege.grantee()))
                        .forEach(revoked -> privileges.changes.add(new Change(false, object, revoked)));
            }
        }
        return privileges;
    }

    /** So that what the objects have afterwards is what the new version gives. */
    static void takeOff(Sql sql, List<OwnObject> objects) throws SQLException {
        for (var object : objects) {
            for (var privilege : object.privileges()) {
                sql.run("revoke all on " + object.grantable() + " from " + privilege.grantee() + " cascade");
            }
        }
    }

    /** @return what was kept and what could not be, in sentences */
    List<String> putBack(Connection connection, List<OwnObject> objects) throws SQLException {
        var done = new ArrayList<String>();
        for (var change : changes) {
            var now = successor(change.object(), objects);
            var kept = now.isPresent() && attempt(connection, change.statement(now.get()));
            if (kept) {
                done.add("kept: " + change.words());
            } else if (change.granted()) {
                done.add("lost with what it was on: " + change.words());
            }
        }
        return done;
    }

    private static Optional<OwnObject> successor(OwnObject object, List<OwnObject> objects) {
        var same = objects.stream()
                .filter(each -> each.identity().equals(object.identity()))
                .findFirst();
        var named = objects.stream()
                .filter(each -> each.name().equals(object.name()) && each.isView() == object.isView())
                .toList();
        return same.or(() -> named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty());
    }

    /** A privilege on a column fails with the column. */
    private static boolean attempt(Connection connection, String statement) throws SQLException {
        var before = connection.setSavepoint();
        try {
            Sql.within(connection).run(statement);
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            connection.rollback(before);
            if (e.getSQLState().equals("42703")) {
                return false;
            }
            throw e;
        }
    }
}
