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
            var create = CREATE.matcher(statement);
            definitions.add(
                    create.find()
                            ? built("create index " + PROBE + " on " + statement.substring(create.end()))
                            : DROP.matcher(statement.replace(schema + ".", "")).replaceFirst("drop index "));
        }
        return definitions.stream().sorted().toList();
    }

    private String built(String create) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(create);
            var definition = TestDatabase.rows(connection, "select pg_get_indexdef('" + PROBE + "'::regclass)")
                    .get(0);
            var name = PROBE + " ON ";
            assertTrue(definition.contains(name), definition);
            return INCLUDE.matcher(definition
                            .substring(definition.indexOf(name) + name.length())
                            .replace(" USING btree", "")
                            .replace(schema + ".", ""))
                    .replaceAll(include -> ordered(include.group()));
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Included columns have no order that would matter. */
    private static String ordered(String columns) {
        return Stream.of(columns.split(", ")).sorted().collect(Collectors.joining(", "));
    }
}
