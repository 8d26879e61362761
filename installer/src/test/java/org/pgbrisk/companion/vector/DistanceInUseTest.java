package org.pgbrisk.companion.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DistanceInUseTest {
    private static Optional<Distance> of(DistanceInUse.Call... calls) {
        return DistanceInUse.of(List.of(calls), "items", "embedding");
    }

    private static DistanceInUse.Call call(String query, long calls) {
        return new DistanceInUse.Call(query, calls);
    }

    @Test
    void isThatOfMostCalls() {
        assertEquals(
                Optional.of(Distance.cosine),
                of(
                        call("select id from items order by embedding <-> $1 limit $2", 10),
                        call("select id from public.items i order by i.\"embedding\" <=> $1 limit $2", 7),
                        call("SELECT id FROM Items ORDER BY $1 <=> Embedding LIMIT $2", 6)));
    }

    @Test
    void otherTablesColumnsAndTextsSayNothing() {
        assertEquals(
                Optional.empty(),
                of(
                        call("select id from items order by name <-> $1", 5),
                        call("select id from documents order by embedding <-> $1", 5),
                        call("select '<->', embedding from items", 5),
                        call("select embedding from items -- <=>", 5)));
    }
}
