package org.pgbrisk.companion;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.install.Runtime;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.servers.tpch.Tpch;

/** Every SQL block of the documents runs as it stands, on a small TPC-H with pgbrisk installed. */
@PostgresTest
@Tag("sql")
@Requires({"runtime", "hypopg", "pg_stat_statements"})
class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path BRIDGE = ROOT.resolve("docs/bridge.md");
    private static final Path VECTORS = ROOT.resolve("docs/vector-search.md");
    private static final Pattern BLOCK = Pattern.compile("(?m)^ *```sql\\R(.*?)^ *```$", Pattern.DOTALL);

    private static List<Path> documents() throws IOException {
        try (var guides = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), guides.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    @Test
    void everySqlBlockRuns(TestDatabase database) throws SQLException, IOException {
        database.install();
        var documents = new ArrayList<>(documents());
        documents.removeAll(List.of(BRIDGE, VECTORS));
        run(documents, database, 5);
    }

    @Test
    @Requires("dblink")
    void everySqlBlockAboutTheBridgeRunsThroughIt(TestDatabase database) throws SQLException, IOException {
        database.install(Runtime.bridge).serve();
        run(List.of(BRIDGE), database, 4);
    }

    @Test
    @Requires("vector")
    void everySqlBlockAboutVectorsRunsWherePgvectorIs(TestDatabase database) throws SQLException, IOException {
        database.install();
        run(List.of(VECTORS), database, 4);
    }

    private static void run(List<Path> documents, TestDatabase database, int atLeast) throws SQLException, IOException {
        database.login("alice");
        try (var connection = database.connect()) {
            Tpch.load(connection, 0.002, (table, rows, complete) -> {});
        }
        database.run("select count(*) from orders where o_custkey = 7");
        int blocks = 0;
        for (var document : documents) {
            var matcher = BLOCK.matcher(Files.readString(document));
            while (matcher.find()) {
                blocks++;
                for (var statement : SqlTokens.statements(matcher.group(1))) {
                    assertDoesNotThrow(() -> database.run(statement), document.getFileName() + ": " + statement);
                }
            }
        }
        assertTrue(blocks >= atLeast, "only " + blocks + " SQL blocks found in " + documents);
    }
}
