package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private long now = 5;

    @Test
    void isOverWhenTheTimeIs() {
        var deadline = new Deadline(100, () -> now);
        pass(100);
        assertFalse(deadline.isOver());
        assertEquals(0, deadline.remaining());
        pass(1);
        assertEquals(-1, deadline.remaining());
        assertFalse(deadline.wasMissed(), "nobody wanted to go on");
        assertTrue(deadline.isOver());
        assertTrue(deadline.wasMissed());
    }

    @Test
    void aPartHasItsShareOfWhatIsLeft() {
        var deadline = new Deadline(100, () -> now);
        pass(20);
        assertEquals(20, deadline.part(0.25).remaining());
        pass(100);
        assertTrue(deadline.part(0.25).isOver());
    }

    @Test
    void whatAPartMissesTheWholeHasMissedThoughThereIsTimeForTheRest() {
        var deadline = new Deadline(100, () -> now);
        var part = deadline.part(0.5).part(0.5);
        pass(26);
        assertTrue(part.isOver());
        assertFalse(deadline.isOver());
        assertTrue(deadline.wasMissed());
    }

    private void pass(long milliseconds) {
        now += TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }
}
