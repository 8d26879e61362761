package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pgbrisk.companion.testing.TestDatabase;

/** Brings statements into one form, so that what means the same reads the same: an index is built, and the server asked what it is. */
final class IndexDefinitions {
    private static final Pattern CREATE = Pattern.compile(
            "(?is)^create\\s+index\\s+(?:concurrently\\s+)?(?:if\\s+not\\s+exists\\s+)?(?:(?:\"(?:[^\"]|\"\")+\"|\\w+)\\s+)?on\\s");
    private static final Pattern DROP = Pattern.compile("(?is)^drop\\s+index\\s+(?:concurrently\\s+)?");
    private static final Pattern INCLUDE = Pattern.compile("(?<=INCLUDE \\()[^()]*(?=\\))");
    private static final Pattern STATISTICS =
            Pattern.compile("(?is)^create\\s+statistics\\s+(?:[^\\s(]+\\s+)?(?=[(]|on\\s)");
    private static final String PROBE = "probe_";

    private final Connection connection;
    private final String schema;

    /** @param connection on whose search path the schema is first */
    IndexDefinitions(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /** Ordered by their text; nothing is left behind. */
    List<String> of(List<String> ddl) throws SQLException {
        var definitions = new ArrayList<String>();
        for (var statement : ddl) {
            definitions.add(definition(statement));
        }
        return definitions.stream().sorted().toList();
    }

    private String definition(String statement) throws SQLException {
        var statistics = STATISTICS.matcher(statement);
        if (statistics.find()) {
            return built("create statistics " + PROBE + " " + statement.substring(statistics.end()), """
                            select pg_get_statisticsobjdef(s.oid) from pg_statistic_ext s
                            where s.stxname = '%s' and s.stxnamespace = '%s'::regnamespace""".formatted(
                                    PROBE, schema))
                    .replace(schema + ".", "");
        }
        var create = CREATE.matcher(statement);
        return create.find()
                ? index(statement.substring(create.end()))
                : DROP.matcher(statement.replace(schema + ".", "")).replaceFirst("drop index ");
    }

    private String built(String create, String definition) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(create);
            return TestDatabase.rows(connection, definition).get(0);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private String index(String target) throws SQLException {
        var definition =
                built("create index " + PROBE + " on " + target, "select pg_get_indexdef('" + PROBE + "'::regclass)");
        var name = PROBE + " ON ";
        assertTrue(definition.contains(name), definition);
        return INCLUDE.matcher(definition
                        .substring(definition.indexOf(name) + name.length())
                        .replace(" USING btree", "")
                        .replace(schema + ".", ""))
                .replaceAll(include -> ordered(include.group()));
    }

    /** Included columns have no order that would matter. */
    private static String ordered(String columns) {
        return Stream.of(columns.split(", ")).sorted().collect(Collectors.joining(", "));
    }
}
