package org.pgbrisk.companion.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pgbrisk.companion.testing.Pgbrisk;

class TuneOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "--k=0, --k cannot be 0",
        "--k=1001, from 1 to 1000",
        "--queries=0, --queries cannot be 0",
        "--target-recall=1.01, --target-recall cannot be 1.01",
        "--target-recall=NaN, --target-recall cannot be NaN",
        "--sample-rows=0, --sample-rows cannot be 0",
        "--m=1, --m cannot be 1",
        "--ef-construction=1001, --ef-construction cannot be 1001",
        "--m=40, no --ef-construction is at least twice an --m",
        "--lists=0, --lists cannot be 0",
        "--methods=btree, Invalid value for option '--methods'",
        "--distance=hamming, Invalid value for option '--distance'"
    })
    void refusesWhatMeansNothingBeforeThereIsAConnection(String option, String message) {
        var words = new String[] {"vector", "tune", "t", "c", option, "--url", "postgresql://127.0.0.1:1/x"};
        if (option.equals("--m=40")) {
            words = new String[] {
                "vector", "tune", "t", "c", option, "--ef-construction=64", "--url", "postgresql://127.0.0.1:1/x"
            };
        }

        var run = Pgbrisk.run(words);

        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().contains(message.replace("''", "'")), run.err());
    }
}
