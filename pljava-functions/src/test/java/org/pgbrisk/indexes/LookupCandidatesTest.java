package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pgbrisk.indexes.Catalog.Existing;

class LookupCandidatesTest {
    private static final Extension TRIGRAMS = new Extension("pg_trgm", "public", true);

    private final TableUse use = TableUse.of("public", "orders");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "jsonb | o.c @> '{}'::jsonb | gin jsonb_path_ops, gin",
                "jsonb | o.c ? 'k'::text | gin",
                "_text | o.c && '{a}'::text[] | gin",
                "_int4 | o.c <@ '{1}'::integer[] | gin",
                "tsvector | o.c @@ '''a'''::tsquery | gin",
                "text | o.c ~~* '%abc%'::text | gin public.gin_trgm_ops",
                "varchar | (o.c)::text ~~ '%abc%'::text | gin public.gin_trgm_ops",
                "text | o.c ~~ '%ab%'::text | none",
                "bpchar | o.c ~~ '%abc%'::text | none",
                "text | o.c @@ 'a'::tsquery | none",
                "tsrange | o.c && $1 | gist",
                "int4multirange | o.c @> 5 | gist",
                "inet | o.c << '10.0.0.0/8'::inet | gist inet_ops",
                "point | o.c <@ '(1,1),(0,0)'::box | gist",
                "int8 | o.c << 5 | none"
            })
    void areOfTheOperatorClassThatServes(String type, String condition, String expected) throws SQLException {
        assertEquals(expected.equals("none") ? Set.of() : Set.of(expected.split(", ")), found(type, condition, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "to_tsvector('english'::regconfig, o.c) @@ '''a'''::tsquery | gin",
                "(o.c -> 'tags'::text) @> '[1]'::jsonb | gin jsonb_path_ops, gin",
                "lower(o.c) ~~ '%abc%'::text | gin public.gin_trgm_ops"
            })
    void areOverExpressionsToo(String condition, String expected) throws SQLException {
        assertEquals(Set.of(expected.split(", ")), found("text", condition, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "jsonb | o.c @> '{}'::jsonb | gin | true",
                "jsonb | o.c @> '{}'::jsonb | gin jsonb_path_ops | true",
                "jsonb | o.c ? 'k'::text | gin jsonb_path_ops | false",
                "jsonb | o.c @> '{}'::jsonb | btree | false",
                "text | o.c ~~* '%abc%'::text | gin public.gin_trgm_ops | true",
                "tsrange | o.c && $1 | gist | true"
            })
    void areNoneWhereAnIndexServes(String type, String condition, String existing, boolean served) throws SQLException {
        assertEquals(served, found(type, condition, existing).isEmpty());
    }

    @Test
    void areNoneOfTrigramsWherePgTrgmIsNotCreated() throws SQLException {
        var catalog = catalog("text", "o.c ~~* '%abc%'::text", null);
        var available = new Extension("pg_trgm", null, true);
        assertEquals(Set.of(), new LookupCandidates(catalog, Shop.ORDERS, available).of(use));
        assertEquals(1, LookupCandidates.overTrigrams(catalog, Shop.ORDERS, use).size());
    }

    private Set<String> found(String type, String condition, String existing) throws SQLException {
        return new LookupCandidates(catalog(type, condition, existing), Shop.ORDERS, TRIGRAMS)
                .of(use).stream()
                        .map(index -> index.method().sql() + index.keys().get(0).suffix())
                        .collect(Collectors.toSet());
    }

    private Catalog catalog(String type, String condition, String existing) throws SQLException {
        use.lookups().add(LookupTest.one("(" + condition + ")"));
        var column = new Column(
                Shop.ORDERS,
                "c",
                "c",
                8,
                1,
                0,
                -1.0,
                true,
                true,
                true,
                0,
                0,
                true,
                null,
                0,
                type,
                type.startsWith("_") ? Integer.valueOf(4) : null,
                null,
                null,
                true);
        var database = Shop.database().answer(Column.class, column);
        if (existing != null) {
            var key = new JsonObject();
            key.put("name", "c");
            key.put("operator_class", existing.contains(" ") ? existing.substring(existing.indexOf(' ') + 1) : null);
            database.answer(
                    Existing.class,
                    new Existing(
                            Shop.ORDERS,
                            "i",
                            existing.split(" ")[0],
                            false,
                            1,
                            new JsonArray(List.of(key)),
                            new JsonArray()));
        }
        return Catalog.of(database, 8192, List.of(use));
    }
}
