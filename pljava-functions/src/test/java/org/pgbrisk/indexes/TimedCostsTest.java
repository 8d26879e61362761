package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimedCostsTest {
    @Test
    void asksWhileThereIsTime() throws SQLException {
        var deadline = new Deadline(3_600_000);
        assertEquals(7, costs(deadline).get(0).cost());
        assertEquals(false, deadline.wasMissed());
    }

    @Test
    void savesNothingWhenTheTimeIsOver() throws SQLException {
        var deadline = new Deadline(-1);
        assertEquals(List.of(new Costs.Costed(100, Set.of())), costs(deadline));
        assertEquals(true, deadline.wasMissed());
    }

    private static List<Costs.Costed> costs(Deadline deadline) throws SQLException {
        var plan = new JsonObject();
        plan.put("Total Cost", 100);
        var planned = Planned.of(new Statement(null, "select 1", 1, 0, null, false), plan);
        var seven = new Costs() {
            @Override
            public List<Costed> with(List<Question> questions) {
                return Collections.nCopies(questions.size(), new Costed(7, Set.of()));
            }

            @Override
            public String method() {
                return "seven";
            }
        };
        return new TimedCosts(seven, deadline, new Progress(null))
                .with(List.of(new Costs.Question(planned, List.of())));
    }
}
