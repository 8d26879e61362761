package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pgbrisk.indexes.CandidateTest.index;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.pgbrisk.database.CannedDatabase;

class TimedCostsTest {
    private final List<Integer> batches = new ArrayList<>();
    private long now;

    @Test
    void asksWhileThereIsTime() throws SQLException {
        var deadline = deadline(3_600_000);
        assertEquals(Collections.nCopies(500, 7.0), costs(deadline, 500));
        assertFalse(deadline.wasMissed());
    }

    @Test
    void saysThatNothingIsKnownWhenTheTimeIsOver() throws SQLException {
        var deadline = deadline(0);
        now++;
        assertEquals(Collections.nCopies(3, null), costs(deadline, 3));
        assertEquals(List.of(), batches);
        assertTrue(deadline.wasMissed());
    }

    @Test
    void asksSoManyAtOnceThatTheEndIsNearTheLimit() throws SQLException {
        var deadline = deadline(400);
        var known = costs(deadline, 1000);
        assertEquals(402, Collections.frequency(known, 7.0), batches.toString());
        assertEquals(Collections.nCopies(598, null), known.subList(402, 1000));
        assertEquals(50, batches.get(0), "how long they take is not known yet");
        assertEquals(10, batches.get(batches.size() - 1));
    }

    @Test
    void asksManyAtOnceWhereThereIsPlentyOfTime() throws SQLException {
        costs(deadline(3_600_000), 500);
        assertEquals(List.of(50, 200, 200, 50), batches);
    }

    @Test
    void leavesTheRestOfItsTimeToOthers() throws SQLException {
        var whole = new TimedCosts(new Seven(), deadline(1000), progress());
        var part = whole.part(0.1);
        pass(101);
        assertFalse(part.with(questions(1)).get(0).known());
        assertTrue(whole.with(questions(1)).get(0).known());
    }

    @Test
    void sizesAreUnknownWhenTheTimeIsOver() throws SQLException {
        var costs = new TimedCosts(new Seven(), deadline(100), progress());
        assertEquals(List.of(8L), costs.sizes(List.of(index(1, "a"))));
        pass(101);
        assertEquals(Collections.singletonList(null), costs.sizes(List.of(index(1, "a"))));
    }

    /** Null where nothing is known. */
    private List<Double> costs(Deadline deadline, int questions) throws SQLException {
        return new TimedCosts(new Seven(), deadline, progress())
                .with(questions(questions)).stream()
                        .map(answer -> answer.known() ? answer.cost() : null)
                        .toList();
    }

    private static List<Costs.Question> questions(int count) {
        var plan = new JsonObject();
        plan.put("Total Cost", 100);
        var planned = Planned.of(new Statement(null, "select 1", 1, 0, null, false), plan);
        return Collections.nCopies(count, new Costs.Question(planned, List.of()));
    }

    private Deadline deadline(long milliseconds) {
        return new Deadline(milliseconds, () -> now);
    }

    private static Progress progress() {
        return new Progress(new CannedDatabase().answer(Progress.Name.class, new Progress.Name("psql")));
    }

    private void pass(long milliseconds) {
        now += TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    /** Takes a millisecond for each answer. */
    private final class Seven implements Costs {
        @Override
        public List<Costed> with(List<Question> questions) {
            batches.add(questions.size());
            pass(questions.size());
            return Collections.nCopies(questions.size(), new Costed(7, Set.of()));
        }

        @Override
        public List<Long> sizes(List<Candidate> indexes) {
            return Collections.nCopies(indexes.size(), 8L);
        }

        @Override
        public String method() {
            return "seven";
        }
    }
}
