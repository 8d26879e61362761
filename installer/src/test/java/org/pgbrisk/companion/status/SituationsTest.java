package org.pgbrisk.companion.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pgbrisk.companion.Version;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/**
 * Whatever goes astray, status names it and the next step; the step makes the line good. One database goes through all of it, so each step
 * also has to leave things as the next situation needs them.
 */
@PostgresTest
@Requires({"pljava", "hypopg", "pg_stat_statements"})
class SituationsTest {
    private static final String OWN = Version.number();
    private static final String MANAGER = "-Djava.security.manager=disallow";
    private static final int UNENFORCED = 24;

    /**
     * @param login who asks; null for a superuser
     * @param arrange statements run as a superuser, with the database's name in place of $db
     * @param step the whole next step, with the same replacement; a trailing … stands for anything
     */
    private record Situation(
            String name, String login, List<String> arrange, String line, String verdict, String state, String step) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Situation situation(
            String name, String line, String verdict, String state, String step, String... arrange) {
        return new Situation(name, null, List.of(arrange), line, verdict, state, step);
    }

    private static Situation asLogin(
            String login, String line, String verdict, String state, String step, String... arrange) {
        return new Situation("for " + login + ": " + state, login, List.of(arrange), line, verdict, state, step);
    }

    @BeforeAll
    static void installed(TestDatabase database) throws SQLException {
        database.install().login("test_plain", "pg_read_all_stats", "pg_read_all_data");
        database.login("\"test \"\"x\"\"; select\"", "brisk_reader", "pg_read_all_data");
        database.login("test_reader", "brisk_reader", "pg_read_all_stats");
        database.run(
                "create schema \"odd schema\"",
                "create table shelf (id int)",
                "create role test_short_lived",
                "select brisk.set('advisor_statements', '10', 'test_short_lived')",
                "drop role test_short_lived");
    }

    static Stream<Situation> extensions() {
        var statements = "pg_stat_statements";
        return Stream.of(
                situation(
                        "hypopg is not created",
                        "hypopg",
                        "missing",
                        "available, not created in this database",
                        "create extension hypopg;",
                        "drop extension hypopg"),
                situation(
                        "pg_stat_statements is not created",
                        statements,
                        "missing",
                        "preloaded, not created in this database",
                        "create extension pg_stat_statements;",
                        "drop extension pg_stat_statements"),
                situation(
                        "pg_stat_statements comes from an old server",
                        statements,
                        "wrong",
                        "extension 1.7, of a PostgreSQL before 13",
                        "alter extension pg_stat_statements update;",
                        "drop extension pg_stat_statements",
                        "create extension pg_stat_statements version '1.7'"),
                situation(
                        "pg_stat_statements gets no query identifiers of this role here",
                        statements,
                        "missing",
                        "compute_query_id is off",
                        "alter role postgres in database $db set compute_query_id = 'auto';",
                        "alter role postgres in database $db set compute_query_id = 'off'"),
                asLogin(
                        "test_reader",
                        statements,
                        "missing",
                        "pg_stat_statements.track is none",
                        "alter role test_reader set pg_stat_statements.track = 'top';",
                        "alter database $db set pg_stat_statements.track = 'top'",
                        "alter role test_reader set pg_stat_statements.track = 'none'"),
                situation(
                        "pg_stat_statements gets no query identifiers",
                        statements,
                        "missing",
                        "compute_query_id is off",
                        "alter database $db set compute_query_id = 'auto';",
                        "alter role postgres in database $db reset compute_query_id",
                        "alter database $db set compute_query_id = off"),
                situation(
                        "pg_stat_statements is told to track nothing",
                        statements,
                        "missing",
                        "pg_stat_statements.track is none",
                        "alter database $db set pg_stat_statements.track = 'top';",
                        "alter database $db set pg_stat_statements.track = 'none'"),
                asLogin(
                        "test_reader",
                        "hypopg",
                        "missing",
                        "no USAGE on its schema \"odd schema\"",
                        "grant usage on schema \"odd schema\" to test_reader;",
                        "alter extension hypopg set schema \"odd schema\""));
    }

    static Stream<Situation> java() {
        var language = "PL/Java";
        return Stream.of(
                situation(
                        "libjvm is not where it should be",
                        language,
                        "wrong",
                        "its Java fails: Java virtual machine not yet loaded: /nowhere/lib/server/libjvm.so",
                        "alter database $db set pljava.libjvm_location = '/…",
                        "alter database $db set pljava.libjvm_location = '/nowhere/lib/server/libjvm.so'"),
                situation(
                        "Java ends the session over its options",
                        language,
                        "wrong",
                        "its Java fails: Initial heap size set to a larger value than the maximum heap size",
                        "alter database $db set pljava.vmoptions = '-Xms…",
                        "alter database $db set pljava.vmoptions = '-Xms2g -Xmx1g'"),
                situation(
                        "Java knows no such option",
                        "runtime",
                        "wrong",
                        "none in SQL: failed to create Java virtual machine: JNI_CreateJavaVM returned an error code: -6",
                        "alter database $db set pljava.vmoptions = '-Xms…",
                        "alter database $db set pljava.vmoptions = '-XX:+NoSuchOption'"),
                situation(
                        "PL/Java is told to let the policy go where it need not",
                        language,
                        "wrong",
                        "not listed in pljava.allow_unenforced",
                        "alter database $db set pljava.vmoptions = '-Xmx100m';",
                        "alter database $db set pljava.vmoptions = '-Djava.security.manager=disallow -Xmx100m'"),
                situation(
                        "Java is given nothing",
                        "Java options",
                        "missing",
                        "pljava.vmoptions lacks",
                        "alter database $db set pljava.vmoptions = '-Xms…",
                        "alter database $db set pljava.vmoptions = ''"),
                situation(
                        "no archive is named", "class-data archive", "missing", "none", "pgbrisk jvm-archive --apply"),
                situation(
                        "an archive is named that is not there",
                        "class-data archive",
                        "missing",
                        "/nowhere/x.jsa is not on the server's disk",
                        "pgbrisk jvm-archive --apply",
                        "alter database $db set pljava.vmoptions = '-Xmx64m -XX:SharedArchiveFile=/nowhere/x.jsa'"));
    }

    static Stream<Situation> newerJava() throws IOException {
        var library = libraryOfJava(UNENFORCED).map(Path::toString).orElse("");
        return Stream.of(
                situation(
                        "a Java that cannot enforce policies, and nobody has said that it may",
                        "PL/Java",
                        "wrong",
                        "With Java 24 and later",
                        "alter database $db set pljava.libjvm_location = '/…",
                        "alter database $db set pljava.vmoptions = ''",
                        "alter database $db set pljava.libjvm_location = '" + library + "'"),
                situation(
                        "a Java that cannot enforce policies, half allowed",
                        "PL/Java",
                        "wrong",
                        "not listed in pljava.allow_unenforced",
                        "alter database $db set pljava.allow_unenforced = 'java,javau';",
                        "alter database $db set pljava.libjvm_location = '" + library + "'",
                        "alter database $db set pljava.vmoptions = '" + MANAGER + "'"));
    }

    static Stream<Situation> installation() {
        var what = "pgbrisk";
        var step = "pgbrisk install";
        return Stream.of(
                situation(
                        "an older pgbrisk is installed",
                        what,
                        "wrong",
                        "0.1.9 installed, " + OWN + " available",
                        step,
                        "comment on schema brisk is 'pgbrisk 0.1.9, functions jar 0123456789ab: old'"),
                situation(
                        "the same version with another jar",
                        what,
                        "wrong",
                        OWN + " installed, " + OWN + " available, with other functions",
                        step,
                        "comment on schema brisk is 'pgbrisk " + OWN + ", functions jar 0123456789ab: other'"),
                situation(
                        "nobody knows which version",
                        what,
                        "wrong",
                        "unknown version installed",
                        step,
                        "comment on schema brisk is null"),
                situation(
                        "the door is gone",
                        what,
                        "wrong",
                        "gone: brisk.call",
                        step,
                        "drop function brisk.call(text, jsonb)"),
                situation(
                        "a function is gone",
                        what,
                        "wrong",
                        "gone: brisk.suggest_indexes",
                        step,
                        "drop function brisk.suggest_indexes"),
                situation("a view is gone", what, "wrong", "gone: brisk.settings", step, "drop view brisk.settings"),
                asLogin("test_reader", what, "wrong", "gone: brisk.settings", step, "drop view brisk.settings"),
                situation(
                        "the functions' jar is gone",
                        "runtime",
                        "wrong",
                        "none in SQL: the functions' jar gone",
                        step,
                        "select sqlj.remove_jar(sqlj.get_classpath('brisk'), false)"),
                situation(
                        "PL/Java is gone, and the door with it",
                        what,
                        "wrong",
                        "gone: brisk.call",
                        step,
                        "drop extension pljava cascade"));
    }

    static Stream<Situation> rights() {
        var weird = "test \"x\"; select";
        return Stream.of(
                asLogin(
                        "test_plain",
                        "rights: calls",
                        "wrong",
                        "not a member of brisk_reader",
                        "grant brisk_reader to test_plain;"),
                asLogin(
                        "test_plain",
                        "rights: calls",
                        "wrong",
                        "brisk_reader, which it does not inherit",
                        "…",
                        "alter role test_plain noinherit",
                        "revoke brisk_reader from test_plain",
                        "grant brisk_reader to test_plain"),
                asLogin(
                        "test_reader",
                        "runtime",
                        "wrong",
                        "this login may not call it",
                        "grant usage on schema brisk, sqlj to brisk_reader; grant execute…",
                        "revoke usage on schema sqlj from brisk_reader"),
                asLogin(
                        weird,
                        "rights: statements",
                        "missing",
                        "its own only",
                        "grant pg_read_all_stats to \"test \"\"x\"\"; select\";"),
                asLogin(
                        "test_reader",
                        "rights: tables",
                        "missing",
                        "no SELECT on 1 table",
                        "grant pg_read_all_data to test_reader;"));
    }

    static Stream<Situation> settings() {
        return Stream.of(
                situation(
                        "a value is kept for a role that is gone",
                        "settings",
                        "missing",
                        "brisk.advisor_statements is kept in brisk.setting for role test_short_lived, which does not exist",
                        "delete from brisk.setting where name = 'brisk.advisor_statements' and role = 'test_short_lived';"),
                situation(
                        "a name is misspelt",
                        "settings",
                        "wrong",
                        "brisk.advisor_statments, set for the database, is no setting of pgbrisk; the nearest is brisk.advisor_statements",
                        "alter database $db reset brisk.advisor_statments;",
                        "alter database $db set brisk.advisor_statments = 7"),
                situation(
                        "a name is odd",
                        "settings",
                        "wrong",
                        "is no setting of pgbrisk",
                        "delete from brisk.setting where name = 'brisk.''; drop' and role is null;",
                        "insert into brisk.setting (name, value) values ('brisk.''; drop', '1')"),
                situation(
                        "a value is out of range",
                        "settings",
                        "wrong",
                        "0 is outside the valid range for parameter \"brisk.advisor_statements\" (1 .. 10000), for role test_reader in the database",
                        "alter role test_reader in database $db reset brisk.advisor_statements;",
                        "alter role test_reader in database $db set brisk.advisor_statements = 0"),
                situation(
                        "a value in the table is none any more",
                        "settings",
                        "wrong",
                        "invalid value for parameter \"brisk.advisor_costs\": \"guess\", in brisk.setting; expected one of",
                        "delete from brisk.setting where name = 'brisk.advisor_costs' and role is null;",
                        "insert into brisk.setting (name, value) values ('brisk.advisor_costs', 'guess')"));
    }

    @ParameterizedTest
    @MethodSource({"extensions", "java", "installation", "rights", "settings"})
    void isNamedAndMended(Situation situation, TestDatabase database) throws SQLException {
        check(situation, database);
    }

    @ParameterizedTest
    @MethodSource("newerJava")
    void isNamedAndMendedWithAJavaThatEnforcesNoPolicy(Situation situation, TestDatabase database)
            throws SQLException, IOException {
        assumeTrue(libraryOfJava(UNENFORCED).isPresent(), "needs a Java 24 or newer on this machine");
        check(situation, database);
        database.run(
                "alter database " + database.name() + " reset pljava.libjvm_location",
                "alter database " + database.name() + " reset pljava.vmoptions",
                "alter database " + database.name() + " reset pljava.allow_unenforced");
    }

    @Test
    void anArchiveOlderThanTheJavaInForceIsNamed(TestDatabase database) throws SQLException {
        var archive = database.rows("select current_setting('data_directory') || '/older.jsa'")
                .get(0);
        database.run(
                "copy (select 1) to program 'cat > /dev/null; touch -t 200001010000 \"" + archive + "\"'",
                "alter database " + database.name() + " set pljava.vmoptions = '-Xlog:disable -XX:SharedArchiveFile="
                        + archive + "'");

        var status = Status.of(database.url())
                .assertLine("class-data archive", "missing", archive + " is older than the Java in force");

        assertEquals("pgbrisk jvm-archive --apply", status.step("class-data archive"));
        database.run("alter database " + database.name() + " reset pljava.vmoptions");
    }

    private static void check(Situation situation, TestDatabase database) throws SQLException {
        for (var statement : situation.arrange()) {
            database.run(statement.replace("$db", database.name()));
        }
        var url = situation.login() == null ? database.url() : database.url(encoded(situation.login()));

        var before = Status.of(url).assertLine(situation.line(), situation.verdict(), situation.state());
        assertStep(situation.step().replace("$db", database.name()), before.step(situation.line()));
        Status.carryOut(before.step(situation.line()), database.server(), database.name());

        var after = Status.of(url);
        assertEquals("ok", after.verdict(situation.line()), after.printed());
        assertEquals(0, after.exitCode(), after.printed());
    }

    private static String encoded(String login) {
        return URLEncoder.encode(login, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void assertStep(String expected, String step) {
        if (expected.endsWith("…")) {
            var beginning = expected.substring(0, expected.length() - 1);
            assertEquals(beginning, step.substring(0, Math.min(beginning.length(), step.length())), step);
        } else {
            assertEquals(expected, step);
        }
    }

    private static Optional<Path> libraryOfJava(int version) throws IOException {
        var folder = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        var line = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");
        try (var homes = Files.newDirectoryStream(folder)) {
            for (var home : homes) {
                var release = home.resolve("release");
                var library = home.resolve("lib/server/libjvm.so");
                if (Files.isReadable(release) && Files.isReadable(library)) {
                    var found = line.matcher(Files.readString(release));
                    if (found.find() && Integer.parseInt(found.group(1)) >= version) {
                        return Optional.of(library);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
