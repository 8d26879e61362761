package org.pgbrisk.companion.jvm;

import java.sql.SQLException;
import java.util.Arrays;

/**
 * First calls with an archive and without, one after the other in turn, so that both meet the same weather.
 *
 * @param with median milliseconds
 * @param without median milliseconds
 */
record Trial(double with, double without) {
    static final int ROUNDS = 5;

    static Trial of(FirstCall.Sessions sessions, JvmOptions options, String archive) throws SQLException {
        var with = new double[ROUNDS];
        var without = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            with[i] = FirstCall.in(sessions, options.withArchive(archive)).milliseconds();
            without[i] = FirstCall.in(sessions, options).milliseconds();
        }
        return new Trial(median(with), median(without));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
