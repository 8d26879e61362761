package org.pgbrisk.servers.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ServingTest {
    /** In place of the real one, which this module does not know. */
    static final class Serves {
        private Serves() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("first something else");
            if (!String.join(" ", arguments).equals("serve --url postgresql://ann@h:1/d")
                    || !"s€cret".equals(System.getenv("PGPASSWORD"))) {
                System.exit(1);
            }
            System.out.println("serving database \"d\" as ann, 4 calls at a time");
            Thread.sleep(60_000);
        }
    }

    /** As the real one says it. */
    static final class Refuses {
        private Refuses() {}

        public static void main(String[] arguments) {
            System.err.println("ERROR:  no such thing");
            System.exit(3);
        }
    }

    @Test
    void isReadyOnceItServesAndGoneOnceItIsClosed() {
        var serving = Serving.start(Serves.class, "postgresql://ann:s%E2%82%ACcret@h:1/d");
        assertTrue(serving.isAlive());
        serving.close();
        assertFalse(serving.isAlive());
    }

    @Test
    void saysWhyItEndedInstead() {
        var error =
                assertThrows(IllegalStateException.class, () -> Serving.start(Refuses.class, "postgresql://ann@h:1/d"));
        assertEquals("pgbrisk serve ended: ERROR:  no such thing", error.getMessage());
    }
}
