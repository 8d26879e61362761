package org.pgbrisk.companion.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.install.SettingsSurface;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.TestDatabase;

/**
 * docs/configuration.md describes each setting in the words of its definition. After a change of these, write it anew with
 * {@code mvn verify -Dtest=ConfigurationDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Dpgbrisk.write-docs}.
 */
@PostgresTest
class ConfigurationDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");
    private static final String MARK = "the functions themselves read. -->\n";

    private static final String SELECT = """
            select
                case when lag(category) over listed is distinct from category then '\n### ' || category || '\n' else '' end
                || '\n#### `' || name || '` (' || vartype || ')\n\n'
                || short_desc || coalesce(' ' || extra_desc, '') || '\n\n'
                || 'Default: `' || value || '`. '
                || case vartype
                    when 'enum' then 'One of `' || array_to_string(enumvals, '`, `') || '`.'
                    when 'bool' then '`on` or `off`.'
                    else 'From ' || min_val || ' to ' || max_val || coalesce(' ' || unit, '') || '.'
                end
                || coalesce('\n\nCost: ' || cost, '')
            from brisk.settings
            window listed as (order by category, name)
            order by category, name""";

    @Test
    void describesEverySettingInTheWordsOfItsDefinition(TestDatabase database) throws SQLException, IOException {
        try (var connection = database.connect()) {
            SettingsSurface.install(connection);
        }
        var written = Files.readString(DOCUMENT);
        var prose = written.substring(0, written.indexOf(MARK) + MARK.length());
        var whole = prose + String.join("\n", database.rows(SELECT)) + "\n";
        if (System.getProperty("pgbrisk.write-docs") != null) {
            Files.writeString(DOCUMENT, whole);
        }
        assertEquals(whole, written);
    }
}
