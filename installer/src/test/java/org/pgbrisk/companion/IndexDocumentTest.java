package org.pgbrisk.companion;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.database.SqlTokens;

/** What docs/index-optimization.md says of each kind of index holds on this server, with its own SQL and the few rows that it makes. */
@PostgresTest
@Tag("sql")
@Requires("pg_trgm")
class IndexDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/index-optimization.md");
    private static final Pattern PART = Pattern.compile("(?ms)^## (\\d+)\\. [^\\n]*$|^```sql\\R(.*?)^```$");
    private static final int SUMMARIZING_INDEXES_LEAVE_HOT = 16;

    /** By section and first column, all second columns in their order. */
    private final Map<String, List<String>> figures = new HashMap<>();

    @Test
    void whatItSaysHolds(TestDatabase database) throws SQLException, IOException {
        try (var connection = database.connect()) {
            run(connection);
        }
        var brinLeavesHot = database.server().majorVersion() >= SUMMARIZING_INDEXES_LEAVE_HOT;

        assertAll(
                () -> falls("1", "10000", "1000", "100"),
                () -> falls("2", "no index", "(customer)", "(customer, at)"),
                () -> falls("2", "(at, customer)", "(customer, at)"),
                () -> falls("3", "(customer, at)", "(customer) include (amount)"),
                () -> falls("3", "after an UPDATE of every tenth row", "after VACUUM"),
                () -> falls("4", "guide.booking_status_at", "guide.booking_open"),
                () -> falls("5", "no index", "index"),
                () -> falls("6", "an hour, no index", "an hour, BRIN", "an hour, B-tree"),
                () -> falls("6", "reading_at", "reading_at_brin"),
                () -> searchesGainFromGin(),
                () -> falls("8", "page_url", "page_url_hash"),
                () -> falls("9", "no index", "index"),
                () -> is("10", "full pages", "0"),
                () -> is("10", "fillfactor 90", "100"),
                () -> is("10", "fillfactor 90, index on the column that changes", "0"),
                () -> is("10", "fillfactor 90, BRIN on it", brinLeavesHot ? "100" : "0"),
                () -> falls("10", "4 B-trees and a GIN", "4 B-trees", "1 B-tree", "no index"),
                () -> falls("11", "a customer", "a customer in March"),
                () -> is("12", "before: city and zip", "1"),
                () -> is("12", "after: city and zip", "40"),
                () -> is("12", "after: group by city, zip", "500"),
                () -> is("13", "guide.booking_planted", "guide.booking_customer_at"),
                () -> assertFalse(figures.containsKey("13 guide.booking_pkey")),
                () -> assertFalse(figures.containsKey("13 guide.child_parent")),
                () -> assertFalse(figures.containsKey("13 guide.sale_1_customer")));
    }

    private void is(String section, String what, String figure) {
        var found = figures.get(section + " " + what);
        assertTrue(found != null && found.contains(figure), section + " " + what + ": " + found);
    }

    private void falls(String section, String... whats) {
        var values = Arrays.stream(whats)
                .map(what -> Long.parseLong(figures.get(section + " " + what).get(0)))
                .toList();
        for (int i = 1; i < values.size(); i++) {
            assertTrue(values.get(i) < values.get(i - 1), section + " " + List.of(whats) + ": " + values);
        }
    }

    private void searchesGainFromGin() {
        var searches = figures.keySet().stream()
                .filter(key -> key.matches("7 (.*@>.*|a word.*|ilike.*)"))
                .toList();
        assertEquals(4, searches.size(), searches.toString());
        for (var search : searches) {
            var pages = figures.get(search);
            assertTrue(Long.parseLong(pages.get(0)) > Long.parseLong(pages.get(1)), search + ": " + pages);
        }
    }

    private void run(Connection connection) throws SQLException, IOException {
        var section = "0";
        var part = PART.matcher(Files.readString(DOCUMENT));
        while (part.find()) {
            if (part.group(1) == null) {
                for (var sql : SqlTokens.statements(part.group(2))) {
                    keep(connection, section, sql);
                }
            } else {
                section = part.group(1);
                if (section.equals("13")) {
                    keep(connection, section, "create index booking_planted on guide.booking (customer)");
                }
            }
        }
        assertEquals("13", section);
    }

    private void keep(Connection connection, String section, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return;
            }
            try (var result = statement.getResultSet()) {
                while (result.next()) {
                    figures.computeIfAbsent(section + " " + result.getString(1), key -> new ArrayList<>())
                            .add(result.getString(2));
                }
            }
        }
    }
}
