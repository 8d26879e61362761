package org.pgbrisk.companion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.Entry;
import org.pgbrisk.Functions;
import org.pgbrisk.companion.install.Parts;
import org.pgbrisk.companion.testing.Doors;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.database.Records;

/** The registry in Java and the functions in SQL say the same, both ways. */
@PostgresTest
@Tag("sql")
@Requires("runtime")
class ContractTest {
    /** Not in the registry: they are the doors and what the Java side stands on. */
    private static final List<String> FOUNDATIONS = List.of("attempt", "call", "raise");

    /** Not in the registry: SQL alone is the whole answer. */
    private static final List<String> SQL_ALONE = List.of(
            "check_setting",
            "file_setting",
            "require_writable",
            "reset",
            "set",
            "setting_name",
            "show",
            "suggest_indexes_for");

    /** Those of the wire are none of the functions of readers, whatever they say of rights: see AttackOnTheWireTest. */
    private static List<String> ofTheWire(TestDatabase database, String test) {
        return Doors.inBridge(database, test) ? List.of(Parts.WIRE_FUNCTIONS.split(",")) : List.of();
    }

    @Test
    void everyEntryHasItsTypedFunctionAndEveryFunctionItsEntry(TestDatabase database) throws SQLException {
        database.install();
        var inSql = new ArrayList<>(database.rows(
                "select distinct proname from pg_proc where pronamespace = 'brisk'::regnamespace order by 1"));
        inSql.removeAll(ofTheWire(database, "ContractTest.everyEntryHasItsTypedFunctionAndEveryFunctionItsEntry"));
        assertEquals(Set.of(Parts.FUNCTIONS.split(",")), Set.copyOf(inSql), "what an installation is complete with");
        inSql.removeAll(FOUNDATIONS);
        inSql.removeAll(SQL_ALONE);

        assertEquals(Functions.NAMES, inSql);
    }

    @Test
    void parametersAndColumnsAreTheComponentsOfTheRecords(TestDatabase database) throws SQLException {
        database.install();
        for (var name : Functions.NAMES) {
            var entry = Functions.find(name);
            var parameters = components(entry.arguments());
            parameters.removeIf(parameter -> parameter.startsWith(Entry.FILLED_BY_DOORS + " "));
            assertEquals(parameters, database.rows("""
                    select p.proargnames[i] || ' ' || format_type(p.proargtypes[i - 1], null)
                    from pg_proc p, generate_series(1, p.pronargs) i
                    where p.oid = 'brisk.%s'::regproc order by i""".formatted(name)), name);
            assertEquals(components(entry.row()), database.rows("""
                    select a.attname || ' ' || format_type(a.atttypid, null)
                    from pg_proc p
                    join pg_type t on t.oid = p.prorettype
                    join pg_attribute a on a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
                    where p.oid = 'brisk.%s'::regproc order by a.attnum""".formatted(name)), name);
        }
    }

    private static List<String> components(Class<? extends Record> type) {
        var names = Records.keys(type);
        var components = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            components.add(names.get(i) + " "
                    + Records.name(
                            Arrays.asList(type.getRecordComponents()).get(i).getGenericType()));
        }
        return components;
    }

    @Test
    void everyFunctionIsCommentedClosedToPublicAndVolatileWhereItCallsJava(TestDatabase database) throws SQLException {
        database.install();
        var functions = database.rows("""
                select p.proname, obj_description(p.oid, 'pg_proc') is not null, p.provolatile, p.prosecdef,
                    exists (
                        select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0)
                from pg_proc p
                where p.pronamespace = 'brisk'::regnamespace
                order by 1""");
        var ofTheWire =
                ofTheWire(database, "ContractTest.everyFunctionIsCommentedClosedToPublicAndVolatileWhereItCallsJava");
        assertEquals(
                Functions.NAMES.size() + FOUNDATIONS.size() + SQL_ALONE.size() + ofTheWire.size(), functions.size());
        functions.forEach(function -> {
            var name = function.split("[|]")[0];
            var volatility = SQL_ALONE.contains(name) || ofTheWire.contains(name) ? "[sv]" : "v";
            var definer = ofTheWire.contains(name) ? "[tf]" : "f";
            assertTrue(function.matches(".*[|]t[|]" + volatility + "[|]" + definer + "[|]f"), function);
        });
    }

    @Test
    void everyColumnOfAResultIsCommented(TestDatabase database) throws SQLException {
        database.install();
        assertEquals(List.of(), database.rows("""
                select c.relname, a.attname
                from pg_class c
                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
                where c.relnamespace = 'brisk'::regnamespace
                    and c.relkind = 'c'
                    and col_description(c.oid, a.attnum) is null"""));
    }
}
