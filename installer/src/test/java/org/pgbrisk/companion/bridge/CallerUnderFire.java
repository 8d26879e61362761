package org.pgbrisk.companion.bridge;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.pgbrisk.companion.testing.TestDatabase;
import org.postgresql.util.PSQLException;

/** Calls and calls until it is told to finish, and then once more, which must work; looks at how each call ends. */
final class CallerUnderFire implements Runnable {
    /** Nobody serves; the wire cannot log in; the companion or the server is gone, stops, starts. */
    private static final Set<String> CLEAR = Set.of("55000", "08001", "08006", "57P01", "57P02", "57P03");

    /** Not how long it may take, but from when on it hangs. */
    private static final long HANGS_SECONDS = 30;

    /** Fifty who hammer at a door that is closed would take the machine from who is to open it. */
    private static final int PAUSE_MS = 3000;

    private final TestDatabase database;
    private final RightAnswers right;
    private final Random random;
    private final List<String> committed = new ArrayList<>();
    private final TreeMap<String, Integer> ends = new TreeMap<>();
    private Connection connection;
    private long lastId;
    private volatile int answers;
    private volatile boolean finishing;

    CallerUnderFire(TestDatabase database, RightAnswers right, int number, long seed) {
        this.database = database;
        this.right = right;
        this.random = new Random(seed);
        lastId = number * 1_000_000L;
    }

    void finish() {
        finishing = true;
    }

    int answers() {
        return answers;
    }

    /** How often a call ended without an answer, by SQLSTATE and message. */
    TreeMap<String, Integer> ends() {
        return ends;
    }

    /** Ids in table done whose commit was confirmed. */
    List<String> committed() {
        return committed;
    }

    @Override
    public void run() {
        try {
            while (!finishing) {
                once();
            }
            try (var last = database.connect("test_reader")) {
                right.assertRight(last, false);
            }
        } catch (SQLException e) {
            throw new AssertionError(e.getSQLState() + " " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private void once() throws SQLException, InterruptedException {
        var began = System.nanoTime();
        try {
            if (connection == null) {
                connection = database.connect("test_reader");
            }
            if (random.nextBoolean()) {
                right.assertRight(connection, random.nextInt(4) == 0);
                answers++;
            } else {
                inTransaction();
            }
        } catch (SQLException e) {
            requireClear(e);
            if (isLost(e)) {
                disconnect();
            }
            Thread.sleep(random.nextInt(PAUSE_MS));
        }
        var seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        if (seconds > HANGS_SECONDS) {
            throw new AssertionError("it took " + seconds + " s");
        }
    }

    /** The row before the savepoint is committed, whatever becomes of the call. */
    private void inTransaction() throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("insert into done values (" + ++lastId + ")");
            var savepoint = connection.setSavepoint();
            try {
                right.assertRight(connection, random.nextInt(4) == 0);
                answers++;
            } catch (SQLException e) {
                requireClear(e);
                if (isLost(e)) {
                    throw e;
                }
                connection.rollback(savepoint);
            }
            connection.commit();
            committed.add(Long.toString(lastId));
            connection.setAutoCommit(true);
        }
    }

    private void requireClear(SQLException e) {
        if (!CLEAR.contains(e.getSQLState())) {
            throw new AssertionError("neither right nor clear: " + e.getSQLState() + " " + e.getMessage(), e);
        }
        count(e.getSQLState() + " " + e.getMessage().lines().findFirst().orElse(""));
    }

    private void count(String end) {
        ends.merge(end, 1, Integer::sum);
    }

    /** An error that the session survives is one that its server has raised. */
    private static boolean isLost(SQLException e) {
        return !(e instanceof PSQLException server)
                || server.getServerErrorMessage() == null
                || !"ERROR".equals(server.getServerErrorMessage().getSeverity());
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException lost) {
            // It is closed then.
        }
        connection = null;
    }
}
