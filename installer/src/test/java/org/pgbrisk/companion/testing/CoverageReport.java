package org.pgbrisk.companion.testing;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Prints at the end of a run what it covered, and what it skipped and why; of what each of its JVMs did. */
public final class CoverageReport implements TestExecutionListener, LauncherSessionListener {
    /** Whoever loads the listeners makes one object of each kind: what one hears the other tells. */
    private static TestPlan plan;

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        var tests = plan.getDescendants(test).stream()
                        .filter(TestIdentifier::isTest)
                        .count()
                + (test.isTest() ? 1 : 0);
        for (long i = 0; i < tests; i++) {
            Coverage.skipped(reason);
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() && result.getStatus() == TestExecutionResult.Status.ABORTED) {
            Coverage.skipped(result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (plan != null) {
            Coverage.print(System.out);
        }
    }
}
