package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** In each situation of the files beside this class the advice is what a good DBA would create: see {@link AdviceCase}. */
@PostgresTest
@Tag("sql")
class AdviceCasesTest {
    private static final Path FILES = Path.of("src/test/resources/org/pgbrisk/companion/advice/cases");

    private static List<Path> files() throws IOException {
        try (var files = Files.list(FILES)) {
            return files.sorted().toList();
        }
    }

    private static List<AdviceCase> cases(Path file) throws IOException {
        return AdviceCase.read(Files.readString(file));
    }

    @TestFactory
    @Requires("hypopg")
    Stream<DynamicContainer> isWhatAGoodDbaWouldCreate(TestDatabase database) throws Exception {
        var groups = new ArrayList<DynamicContainer>();
        for (var file : files()) {
            var group = file.getFileName().toString().replaceFirst("[.]sql$", "");
            var cases = cases(file);
            groups.add(DynamicContainer.dynamicContainer(
                    group,
                    IntStream.range(0, cases.size())
                            .mapToObj(i -> DynamicTest.dynamicTest(
                                    cases.get(i).name(), () -> judge(database, group + "_" + i, cases.get(i))))));
        }
        return groups.stream();
    }

    @Test
    void manySituationsAreTriedAndManyOfThemWantNothing() throws IOException {
        var all = new ArrayList<AdviceCase>();
        for (var file : files()) {
            all.addAll(cases(file));
        }
        assertTrue(all.size() >= 60, all.size() + " cases");
        assertTrue(all.stream().filter(AdviceCase::refuses).count() >= 15, "refusals");
        var names = new HashSet<String>();
        assertEquals(
                List.of(),
                all.stream()
                        .map(AdviceCase::name)
                        .filter(name -> !names.add(name))
                        .toList(),
                "names given twice");
    }

    private static void judge(TestDatabase database, String schema, AdviceCase tried) throws SQLException {
        for (var needed : tried.needs()) {
            assumeTrue(has(database, needed), "needs " + needed);
        }
        try (var connection = database.connect()) {
            run(connection, List.of("create schema " + schema, "set search_path = " + schema + ", public"));
            run(connection, tried.setUp());
            var definitions = new IndexDefinitions(connection, schema);
            if (tried.observed()) {
                observe(database, connection, schema, tried.asked());
            }
            var advice = Door.ofThisRun(database).ask(connection, arguments(connection, tried));

            var suggested = definitions.of(
                    tried.only() == null
                            ? Stream.concat(advice.ofIndexes().stream(), advice.replaced().stream())
                                    .toList()
                            : advice.ddl(tried.only()));
            var good = new ArrayList<List<String>>();
            for (var answer : tried.answers()) {
                good.add(definitions.of(answer.ddl()));
            }
            // What the next case is told of existing indexes is about its own.
            run(connection, List.of("drop schema " + schema + " cascade"));
            if (!good.contains(suggested)) {
                fail(sideBySide(tried, good, suggested));
            }
            assertEquals(List.of(), advice.reasons("skipped"), "statements that were not planned");
        }
    }

    /** Has pg_stat_statements see these, and the advisor look at all of them and nothing else. */
    private static void observe(TestDatabase database, Connection session, String schema, List<String> statements)
            throws SQLException {
        assumeTrue(database.server().offers("pg_stat_statements"), "needs pg_stat_statements");
        run(
                session,
                List.of(
                        "alter database " + database.name() + " set search_path = " + schema + ", public",
                        "set brisk.advisor_foreign_keys = off",
                        "set brisk.advisor_time_percent = 100",
                        "select pg_stat_statements_reset(0, oid, 0) from pg_database where datname = current_database()"));
        // What a session has written is counted once it has ended.
        try (var writer = database.connect()) {
            run(writer, statements);
        }
    }

    private static boolean has(TestDatabase database, String needed) throws SQLException {
        return needed.matches("\\d+")
                ? database.rows("select current_setting('server_version_num')::int / 10000 >= " + needed)
                        .equals(List.of("t"))
                : database.server().offers(needed);
    }

    private static JsonObject arguments(Connection connection, AdviceCase tried) throws SQLException {
        var arguments =
                tried.observed() ? Door.queries() : Door.queries(tried.asked().toArray(String[]::new));
        if (tried.budget() != null) {
            var bytes = TestDatabase.rows(connection, "select pg_size_bytes('" + tried.budget() + "')");
            arguments.put("storage_budget", Long.parseLong(bytes.get(0)));
        }
        return arguments;
    }

    private static void run(Connection connection, List<String> statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String sideBySide(AdviceCase tried, List<List<String>> good, List<String> suggested) {
        var text = new StringBuilder(tried.name());
        for (int i = 0; i < good.size(); i++) {
            var expected = good.get(i);
            text.append("%n%n%-60s | suggested%n".formatted(i == 0 ? "good" : "as good"));
            for (int line = 0; line < Math.max(1, Math.max(expected.size(), suggested.size())); line++) {
                text.append("%-60s | %s%n".formatted(line(expected, line), line(suggested, line)));
            }
            text.append("because ").append(tried.answers().get(i).reason());
        }
        return text.toString();
    }

    private static String line(List<String> definitions, int line) {
        return line < definitions.size() ? definitions.get(line) : line == 0 ? "nothing" : "";
    }
}
