package org.pgbrisk.companion.install;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.migration.Context;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.SqlState;
import org.postgresql.util.PasswordUtil;

/**
 * The login by which a session of this database reaches the companion, and the extension that it logs in with. One that works keeps its
 * password; a database that was copied or restored gets one of its own.
 */
final class WireLogin implements RuntimePart {
    /** A closed schema: dblink opens connections to anywhere, which is not to become everybody's by installing pgbrisk. */
    static final String DROP_SCHEMA = "drop schema brisk_dblink";

    static final String DROP_EXTENSION = "drop extension dblink";

    /** What its steps in brisk.uninstall_step say. */
    static final String REASON = "the bridge: dblink was not in this database before";

    /** Of the role, as an expression. */
    static final String NAME =
            "'brisk_wire_' || (select oid from pg_catalog.pg_database where datname = current_database())";

    private static final int SALT_BYTES = 16;

    private final WireAddress address;
    private final boolean refused;
    private final List<String> done = new ArrayList<>();

    /** @param refused whether the server refuses the password that is kept */
    WireLogin(WireAddress address, boolean refused) {
        this.address = address;
        this.refused = refused;
    }

    @Override
    public Runtime runtime() {
        return Runtime.bridge;
    }

    @Override
    public List<String> done() {
        return List.copyOf(done);
    }

    @Override
    public String getDescription() {
        return "1 wire login";
    }

    @Override
    public Integer getChecksum() {
        return 1;
    }

    static String name(Sql sql) throws SQLException {
        return sql.text("select " + NAME);
    }

    /** Whether the row in brisk.wire and the role belong together, and to this database; only to be asked by who may read the row. */
    static boolean fits(Sql sql) throws SQLException {
        return is("fits", sql);
    }

    /** Whether sessions can log in by it, as far as the catalogs say. */
    static boolean works(Sql sql) throws SQLException {
        return is("works", sql);
    }

    private static boolean is(String column, Sql sql) throws SQLException {
        return sql.is("select to_regclass('brisk.wire') is not null")
                && sql.is("select " + column + " from (" + Resource.sql(WireLogin.class, "wire_login.sql") + ") w");
    }

    @Override
    public void migrate(Context context) throws SQLException {
        var sql = Sql.within(context.getConnection());
        createExtension(sql);
        var login = name(sql);
        if (refused || !fits(sql)) {
            make(sql, login);
        } else if (address.isSaid()) {
            sql.texts(
                    "update brisk.wire set host = coalesce(?, host), port = coalesce(?, port) returning login",
                    address.host().orElse(null),
                    address.port().orElse(null));
        }
        admit(sql, login);
    }

    private void createExtension(Sql sql) throws SQLException {
        if (sql.exists("pg_catalog.pg_extension where extname = 'dblink'")) {
            return;
        }
        if (!sql.exists("pg_catalog.pg_namespace where nspname = 'brisk_dblink'")) {
            sql.run("create schema brisk_dblink");
            sql.run("comment on schema brisk_dblink is 'pgbrisk: where extension dblink is, closed to everybody else'");
            recordStep(sql, DROP_SCHEMA);
        }
        sql.run("create extension dblink schema brisk_dblink");
        recordStep(sql, DROP_EXTENSION);
        done.add("created extension dblink");
    }

    private static void recordStep(Sql sql, String statement) throws SQLException {
        sql.texts(
                "insert into brisk.uninstall_step (statement, reason) values (?, ?) on conflict do nothing returning statement",
                statement,
                REASON);
    }

    /** The role and the row; a role of this name that is there already is left nothing that it had. */
    private void make(Sql sql, String login) throws SQLException {
        for (var stranger : sql.texts("""
                select format('revoke usage on schema brisk from %I', r.rolname)
                from brisk.wire w
                join pg_catalog.pg_roles r on r.rolname = w.login""")) {
            sql.run(stranger);
        }
        // Where the row is this database's own, and only the role is not, somebody may have said how the server reaches
        // itself.
        var hosts = sql.texts("select host from brisk.wire where login::text = ?", login);
        var ports = sql.texts("select port from brisk.wire where login::text = ?", login);
        sql.run("delete from brisk.wire");
        var password = sql.text(
                Resource.sql(WireLogin.class, "wire_row.sql"),
                address.host().orElse(hosts.isEmpty() ? null : hosts.get(0)),
                address.port().orElse(ports.isEmpty() ? null : Integer.valueOf(ports.get(0))),
                login);
        // Statements can be logged: this one holds what the password is recognised by, not the password.
        var verifier = verifier(password);
        if (sql.exists("pg_catalog.pg_roles where rolname = ?", login)) {
            complete(sql, login);
            sql.run("alter role " + login + " login connection limit -1 valid until 'infinity' password '" + verifier
                    + "'");
            done.add("gave role " + login + " a new password");
        } else {
            sql.run("create role " + login + " login noinherit password '" + verifier + "'");
            done.add("created role " + login);
        }
        sql.run(sql.text(
                "select format('comment on role %I is %L', login, 'pgbrisk: by it sessions of one database reach the companion ('"
                        + " || left(encode(sha256(convert_to(password, 'UTF8')), 'hex'), 12) || ')') from brisk.wire"));
    }

    /** Iterations make guessing of what people think up slow, and each login: this one is random, and every call logs in. */
    private static String verifier(String password) {
        var salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return PasswordUtil.encodeScramSha256(password.toCharArray(), 1, salt);
    }

    private static void complete(Sql sql, String login) throws SQLException {
        var statements = sql.texts(
                "select format('revoke %I from %I', g.rolname, m.rolname)"
                        + " from pg_catalog.pg_auth_members a"
                        + " join pg_catalog.pg_roles g on g.oid = a.roleid"
                        + " join pg_catalog.pg_roles m on m.oid = a.member where m.rolname = ?",
                login);
        statements.add("alter role " + login + " reset all");
        // What it does not have not everybody may take from it.
        statements.addAll(sql.texts("""
                select format('alter role %I %s', r.rolname, a.taken)
                from pg_catalog.pg_roles r
                cross join lateral (values
                    (r.rolinherit, 'noinherit'),
                    (r.rolcreatedb, 'nocreatedb'),
                    (r.rolcreaterole, 'nocreaterole'),
                    (r.rolreplication, 'noreplication'),
                    (r.rolbypassrls, 'nobypassrls'),
                    (r.rolsuper, 'nosuperuser')) as a (has, taken)
                where r.rolname = ? and a.has""", login));
        for (var statement : statements) {
            sql.run(statement);
        }
    }

    private static void admit(Sql sql, String login) throws SQLException {
        sql.run("grant usage on schema brisk to " + login);
        var mayConnect = "select has_database_privilege(r.oid, current_database(), 'connect')"
                + " from pg_catalog.pg_roles r where r.rolname = ?";
        if (!sql.is(mayConnect, login)) {
            sql.run(sql.text("select format('grant connect on database %I to %I', current_database(), ?)", login));
        }
        // The server only warns who may not grant it.
        if (!sql.is(mayConnect, login)) {
            throw Refusal.refused(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "role " + login + " may not connect to this database, and only its owner can let it",
                    null,
                    "Run pgbrisk install as the owner of the database or as a superuser.");
        }
    }
}
