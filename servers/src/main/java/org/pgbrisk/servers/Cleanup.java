package org.pgbrisk.servers;

/**
 * Ends what was started, once: when it is asked to, or when the JVM ends. It is made before the first thing is started, so that
 * Ctrl-C in the middle of a start leaves nothing either.
 */
final class Cleanup {

    /** What ends it. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    private final Action action;
    private final String what;
    private final Thread hook = new Thread(this::runOnce, "pgbrisk-cleanup");
    private boolean done;

    private Cleanup(String what, Action action) {
        this.what = what;
        this.action = action;
    }

    /** @param what names it in the message on standard error, should the action fail */
    static Cleanup onExit(String what, Action action) {
        var cleanup = new Cleanup(what, action);
        Runtime.getRuntime().addShutdownHook(cleanup.hook);
        return cleanup;
    }

    void run() {
        runOnce();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The hook finds it done.
        }
    }

    private synchronized void runOnce() {
        if (done) {
            return;
        }
        done = true;
        try {
            action.run();
        } catch (Exception e) {
            System.err.println("could not clean up " + what + ": " + e.getMessage());
        }
    }
}
