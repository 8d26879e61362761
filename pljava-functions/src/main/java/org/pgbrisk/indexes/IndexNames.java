package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Resource;

/**
 * Names for new indexes as PostgreSQL would choose them, {@code table_column_column_idx}: within 63 bytes, and free in the table's schema
 * and among the names given out before.
 */
final class IndexNames {
    /** Bytes of an identifier: NAMEDATALEN - 1. */
    static final int LONGEST = 63;

    private static final int TRIES = 100;

    private static final Pattern CALL = Pattern.compile("^\\(([a-z_][a-z_0-9]*)\\(");

    private final Database database;
    private final Set<String> given = new HashSet<>();

    IndexNames(Database database) {
        this.database = database;
    }

    /** A row of free_name.sql. */
    public record Free(String quoted, String name) {}

    /** @return the name as it stands in SQL */
    String name(Table table, List<KeyColumn> keys) throws SQLException {
        return name(table, keys.stream().map(IndexNames::name).toList(), "_idx", "free_name.sql");
    }

    /** Of statistics on several columns, which have names of their own. */
    String statistics(Table table, List<String> columns) throws SQLException {
        return name(table, columns, "_stat", "free_statistics_name.sql");
    }

    private String name(Table table, List<String> columns, String ending, String free) throws SQLException {
        var stem = table.rawName() + "_" + String.join("_", columns);
        var names = new JsonArray();
        for (int i = 0; i < TRIES; i++) {
            var suffix = i == 0 ? ending : ending + i;
            var name = clip(stem, LONGEST - suffix.length()) + suffix;
            if (!given.contains(table.schemaOid() + name)) {
                names.add(name);
            }
        }
        var found =
                database.single(Free.class, Resource.sql(IndexNames.class, free), Json.write(names), table.schemaOid());
        given.add(table.schemaOid() + found.name());
        return found.quoted();
    }

    /** Of an expression the name of the function that it calls, else expr: as the server would. */
    private static String name(KeyColumn key) {
        if (!KeyColumn.isExpression(key.name())) {
            return key.name();
        }
        var call = CALL.matcher(key.name());
        return call.find() ? call.group(1) : "expr";
    }

    /** As many whole characters as fit into so many bytes. */
    static String clip(String name, int bytes) {
        int end = name.length();
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > bytes) {
            end -= Character.isLowSurrogate(name.charAt(end - 1)) ? 2 : 1;
        }
        return name.substring(0, end);
    }
}
