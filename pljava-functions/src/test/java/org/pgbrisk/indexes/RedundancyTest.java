package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pgbrisk.database.Records;

/** What is needless is named, and what only looks so is not. */
class RedundancyTest {
    private static final int BLOCK = 8192;
    private static final long MEGABYTE = 1 << 20;
    private static final IndexCounters COUNTERS = new IndexCounters(false, true, "then", 40);

    private long oids = 100;

    private static JsonObject key(String column) {
        var key = new JsonObject();
        key.put("name", column);
        key.put("expression", column.contains("("));
        key.put("operator_class", "int4_ops");
        key.put("plain_class", true);
        key.put("collation", 0);
        key.put("plain_collation", true);
        key.put("descending", false);
        key.put("nulls_first", false);
        return key;
    }

    private static JsonObject key(String column, String property, Object value) {
        var key = key(column);
        key.put(property, value);
        return key;
    }

    private static JsonObject descending(String column) {
        var key = key(column, "descending", true);
        key.put("nulls_first", true);
        return key;
    }

    private ExistingIndex index(String name, Map<String, Object> properties, JsonObject... keys) {
        var json = new JsonObject();
        json.put("oid", oids++);
        json.put("relation", 1);
        json.put("root", 1);
        json.put("table_name", "public.orders");
        json.put("name", "public." + name);
        json.put("method", "btree");
        json.put("is_unique", false);
        json.put("immediate", true);
        json.put("nulls_not_distinct", false);
        json.put("keys", JsonArray.from((Object[]) keys));
        json.put("include", new JsonArray());
        json.put("valid", true);
        json.put("partitioned", false);
        json.put("unfinished", false);
        json.put("guards", new JsonArray());
        json.put("serves_foreign_key", false);
        json.put("scans", 0);
        json.put("names", JsonArray.from(name));
        json.put("bytes", 10 * MEGABYTE);
        json.put("own_name", name);
        json.put("target", "public.orders USING btree (a)");
        json.putAll(properties);
        return Records.read(ExistingIndex.class, json);
    }

    private ExistingIndex index(String name, JsonObject... keys) {
        return index(name, Map.of(), keys);
    }

    private static List<String> needless(ExistingIndex... indexes) {
        return new Redundancy(BLOCK)
                .of(List.of(indexes)).stream()
                        .map(each -> each.index().ownName() + " " + each.ground()
                                + (each.kept() == null ? "" : " " + each.kept().ownName()))
                        .toList();
    }

    @Test
    void ofCopiesTheMostUsedStaysAndElseTheOldest() {
        assertEquals(List.of("two COPY one"), needless(index("one", key("a")), index("two", key("a"))));
        assertEquals(
                List.of("one COPY two"), needless(index("one", key("a")), index("two", Map.of("scans", 5), key("a"))));
        assertEquals(
                List.of("three COPY two", "one COPY two"),
                needless(index("one", key("a")), index("two", Map.of("scans", 5), key("a")), index("three", key("a"))));
    }

    @Test
    void whatIsGuardedStaysAndTheOtherGoes() {
        var guards = JsonArray.from("a constraint");
        assertEquals(
                List.of("one COPY two"),
                needless(index("one", Map.of("scans", 9), key("a")), index("two", Map.of("guards", guards), key("a"))));
        assertEquals(
                List.of(),
                needless(
                        index("one", Map.of("guards", guards), key("a")),
                        index("two", Map.of("guards", guards), key("a"))));
    }

    @Test
    void theBeginningOfALongerOneGoesAndAllNameOneThatStays() {
        assertEquals(
                List.of("ab COVERED abc", "a COVERED abc"),
                needless(
                        index("a", key("a")),
                        index("ab", key("a"), key("b")),
                        index("abc", key("a"), key("b"), key("c"))));
        assertEquals(
                List.of("two COVERED ab", "one COVERED ab"),
                needless(index("one", key("a")), index("two", key("a")), index("ab", key("a"), key("b"))));
    }

    @Test
    void oneMayBeReadFromTheOtherEnd() {
        assertEquals(
                List.of("down COVERED up"), needless(index("up", key("a"), key("b")), index("down", descending("a"))));
        assertEquals(List.of(), needless(index("mixed", key("a"), descending("b")), index("up", key("a"), key("b"))));
    }

    @Test
    void whatIsIncludedMustBeInTheOther() {
        var amount = Map.<String, Object>of("include", JsonArray.from("amount"));
        assertEquals(List.of(), needless(index("one", amount, key("a")), index("two", key("a"), key("b"))));
        assertEquals(
                List.of("one COVERED two"),
                needless(index("one", amount, key("a")), index("two", key("a"), key("amount"))));
        assertEquals(List.of("two COVERED one"), needless(index("one", amount, key("a")), index("two", key("a"))));
    }

    @Test
    void aUniqueIndexGoesOnlyForOneThatEnforcesTheSame() {
        var unique = Map.<String, Object>of("is_unique", true);
        var late = Map.<String, Object>of("is_unique", true, "immediate", false);
        var nulls = Map.<String, Object>of("is_unique", true, "nulls_not_distinct", true);
        assertEquals(List.of(), needless(index("one", unique, key("a")), index("two", key("a"), key("b"))));
        assertEquals(List.of(), needless(index("one", unique, key("a")), index("two", unique, key("a"), key("b"))));
        assertEquals(List.of(), needless(index("one", unique, key("a")), index("two", late, key("a"))));
        assertEquals(List.of(), needless(index("one", unique, key("a")), index("two", nulls, key("a"))));
        assertEquals(List.of("two COPY one"), needless(index("one", unique, key("a")), index("two", unique, key("a"))));
        assertEquals(List.of("two COVERED one"), needless(index("one", unique, key("a")), index("two", key("a"))));
    }

    @Test
    void whatDiffersInAnythingIsNoCopy() {
        var one = index("one", key("a"));
        for (var other : List.of(
                index("two", Map.of("predicate", "(a > 0)"), key("a")),
                index("two", Map.of("method", "hash"), key("a")),
                index("two", Map.of("relation", 2), key("a")),
                index("two", key("a", "operator_class", "other_ops")),
                index("two", key("a", "collation", 950)),
                index("two", key("a", "nulls_first", true)),
                index("two", key("a", "expression", true)),
                index("two", key("a", "options", JsonArray.from("siglen=32"))),
                index("two", key("b"), key("a")))) {
            assertEquals(List.of(), needless(one, other), other.toString());
        }
        var gin = Map.<String, Object>of("method", "gin");
        assertEquals(List.of(), needless(index("one", gin, key("a")), index("two", gin, key("a"), key("b"))));
        assertEquals(
                List.of(),
                needless(
                        index("one", Map.of("method", "brin", "options", "{pages_per_range=8}"), key("a")),
                        index("two", Map.of("method", "brin"), key("a"))));
        assertEquals(List.of("two COPY one"), needless(index("one", gin, key("a")), index("two", gin, key("a"))));
    }

    @Test
    void aSmallOneBesideAMuchLargerOneIsOfUse() {
        var small = Map.<String, Object>of("bytes", MEGABYTE);
        assertEquals(List.of(), needless(index("one", small, key("a")), index("two", key("a"), key("b"))));
        var empty = Map.<String, Object>of("bytes", BLOCK);
        assertEquals(
                List.of(),
                needless(index("one", empty, key("a")), index("two", empty, key("a"), key("b"))),
                "sizes from before the rows came");
    }

    @Test
    void whatIsNotValidIsOfNoUseUnlessItIsInTheMaking() {
        var invalid = Map.<String, Object>of("valid", false);
        assertEquals(List.of("one INVALID"), needless(index("one", invalid, key("a")), index("two", key("a"))));
        assertEquals(
                List.of(),
                needless(index("one", Map.of("valid", false, "unfinished", true), key("a")), index("two", key("a"))));
        assertEquals(
                List.of(),
                needless(index("one", Map.of("valid", false, "partitioned", true), key("a"))),
                "waits for the indexes of its partitions");
        assertEquals(
                List.of(),
                needless(index("one", Map.of("valid", false, "guards", JsonArray.from("a constraint")), key("a"))));
    }

    @Test
    void onlyWhatNothingStandsOnIsUnused() {
        var index = index("one", key("a"));
        assertTrue(COUNTERS.isUnused(index, 30, Set.of()));
        assertFalse(COUNTERS.isUnused(index, 41, Set.of()), "counted for too short a time");
        assertFalse(COUNTERS.isUnused(index, -1, Set.of()), "not wanted");
        assertFalse(COUNTERS.isUnused(index, 30, Set.of("one")), "the planner uses it now");
        assertFalse(new IndexCounters(true, true, "then", 40).isUnused(index, 30, Set.of()), "a standby");
        assertFalse(new IndexCounters(false, false, "then", 40).isUnused(index, 30, Set.of()), "nothing is counted");
        for (var used : List.of(
                index("two", Map.of("scans", 1), key("a")),
                index("two", Map.of("is_unique", true), key("a")),
                index("two", Map.of("guards", JsonArray.from("CLUSTER")), key("a")),
                index("two", Map.of("serves_foreign_key", true), key("a")),
                index("two", Map.of("valid", false), key("a")),
                index("two", Map.of("bytes", BLOCK), key("a")),
                index("two", Map.of("days_old", 3.0), key("a")),
                index("two", key("lower(a)")))) {
            assertFalse(COUNTERS.isUnused(used, 30, Set.of()), used.toString());
        }
        assertTrue(COUNTERS.isUnused(index("old", Map.of("days_old", 300.0), key("a")), 30, Set.of()));
    }

    @Test
    void aCandidateReplacesWhatBeginsIt() {
        var existing = index("one", key("a"));
        var indexes = new ExistingIndexes(List.of(existing), BLOCK);
        var wide = Candidate.on(1, "a", "b");

        assertEquals(List.of(), indexes.replacedBy(wide, 100 * MEGABYTE));
        assertEquals(List.of(), indexes.replacedBy(Candidate.on(1, "b", "a"), 12 * MEGABYTE));
        assertEquals(List.of(), indexes.replacedBy(Candidate.on(2, "a", "b"), 12 * MEGABYTE));
        assertEquals(List.of(), indexes.replacedBy(wide.where("(c IS NULL)"), 12 * MEGABYTE));
        assertEquals(List.of(existing), indexes.replacedBy(wide, 12 * MEGABYTE));
        assertEquals(List.of(), indexes.replacedBy(Candidate.on(1, "a", "c"), 12 * MEGABYTE), "gone already");
    }

    @Test
    void aCandidateReplacesNothingThatEnforcesOrStandsForSomething() {
        for (var other : List.of(
                index("two", Map.of("is_unique", true), key("a")),
                index("two", Map.of("guards", JsonArray.from("the replica identity")), key("a")),
                index("two", Map.of("valid", false), key("a")),
                index("two", Map.of("predicate", "(c IS NULL)"), key("a")),
                index("two", key("a", "plain_class", false)),
                index("two", key("a", "plain_collation", false)),
                index("two", Map.of("include", JsonArray.from("d")), key("a")))) {
            var indexes = new ExistingIndexes(List.of(other), BLOCK);
            assertEquals(List.of(), indexes.replacedBy(Candidate.on(1, "a", "b"), 12 * MEGABYTE), other.toString());
        }
        var part = index("part", Map.of("predicate", "(c IS NULL)"), key("a"));
        assertEquals(
                List.of(part),
                new ExistingIndexes(List.of(part), BLOCK)
                        .replacedBy(Candidate.on(1, "a", "b").where("(c IS NULL)"), 12 * MEGABYTE));
    }

    @Test
    void whatIsReplacedIsNotDroppedAgainAndStandsForNothing() {
        var a = index("a", key("a"));
        var ab = index("ab", Map.of("bytes", 20 * MEGABYTE), key("a"), key("b"));
        var indexes = new ExistingIndexes(List.of(a, ab), BLOCK);
        assertEquals(1, indexes.needless().size());
        assertEquals(List.of(ab), indexes.replacedBy(Candidate.on(1, "a", "b", "c"), 100 * MEGABYTE));
        assertEquals(List.of(), indexes.needless());
        assertEquals(List.of(), indexes.unused(COUNTERS, 30, Set.of("a")));
    }

    @Test
    void aPartThatExistsIsThere() {
        var part = index("part", Map.of("predicate", "((c)::text = 'x'::text)"), key("a"), key("b"));
        var invalid = index("invalid", Map.of("valid", false), key("d"));
        var building = index("building", Map.of("valid", false, "unfinished", true), key("e"));
        var indexes = new ExistingIndexes(List.of(part, invalid, building), BLOCK);

        assertTrue(indexes.have(Candidate.on(1, "a").where("((c)::text = 'x'::text)")));
        assertFalse(indexes.have(Candidate.on(1, "a").where("((c)::text = 'y'::text)")));
        assertFalse(indexes.have(Candidate.on(1, "a")));
        assertFalse(indexes.have(Candidate.on(1, "d")));
        assertEquals(List.of(invalid), indexes.leftovers(Candidate.on(1, "d")));
        assertTrue(indexes.have(Candidate.on(1, "e")));
        assertEquals(List.of(), indexes.leftovers(Candidate.on(1, "e")));
    }
}
