package org.pgbrisk.companion.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GridTest {
    private static final Grid GRID = new Grid(List.of(16, 48), List.of(64, 128), List.of());

    @Test
    void leavesOutGraphsThatPgvectorRefuses() {
        var builds = GRID.builds(AccessMethod.hnsw, 1000, 1000, 10);

        assertEquals(
                List.of(
                        "m = 16, ef_construction = 64",
                        "m = 16, ef_construction = 128",
                        "m = 48, ef_construction = 128"),
                builds.stream().map(build -> Build.with(build.options())).toList());
    }

    @Test
    void asksAGraphForNoFewerThanTheNeighboursWanted() {
        assertEquals(
                10,
                GRID.builds(AccessMethod.hnsw, 1000, 1000, 10).get(0).searches().get(0));
        assertEquals(
                List.of(25, 40),
                GRID.builds(AccessMethod.hnsw, 1000, 1000, 25).get(0).searches().subList(0, 2));
        assertEquals(
                List.of(1000),
                GRID.builds(AccessMethod.hnsw, 1000, 1000, 1000).get(0).searches());
    }

    @Test
    void takesListsAroundTheSquareRootOfTheRows() {
        assertEquals(
                List.of(Map.of("lists", 50), Map.of("lists", 100), Map.of("lists", 200)),
                GRID.builds(AccessMethod.ivfflat, 10_000, 10_000, 10).stream()
                        .map(Build::options)
                        .toList());
    }

    @Test
    void listsGrowWithTheSquareRootOfTheRowsAndProbesWithThatOfTheLists() {
        var build = GRID.builds(AccessMethod.ivfflat, 10_000, 160_000, 10).get(1);

        assertEquals(Map.of("lists", 400), build.wholeOptions());
        assertEquals(6, build.wholeSearch(3));
    }

    @Test
    void nothingGrowsWhereTheSampleIsTheWholeTable() {
        var build = GRID.builds(AccessMethod.ivfflat, 10_000, 10_000, 10).get(1);

        assertEquals(build.options(), build.wholeOptions());
        assertEquals(3, build.wholeSearch(3));
    }

    @Test
    void probesEndWithAllLists() {
        var grid = new Grid(List.of(), List.of(), List.of(4, 1));
        var builds = grid.builds(AccessMethod.ivfflat, 9, 9, 10);

        assertEquals(List.of(1, 2, 3, 4), builds.get(0).searches());
        assertEquals(List.of(1), builds.get(1).searches());
    }

    @Test
    void listsStayWithinWhatPgvectorAllows() {
        var builds = GRID.builds(AccessMethod.ivfflat, 1, 5_000_000_000L, 10);

        assertTrue(builds.stream().allMatch(build -> build.options().get("lists") >= 1));
        assertTrue(builds.stream().allMatch(build -> build.wholeOptions().get("lists") <= 32768));
    }
}
