package org.pgbrisk.benchmarks.backend;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.jar.JarInputStream;
import org.pgbrisk.companion.Main;

/**
 * Classes, and where they come from.
 *
 * @param all how many
 * @param ours how many of them are from the functions' jar
 */
public record Classes(long all, long ours) {
    private static final String OF_ANY = " source: ";
    private static final String OF_OURS = "org.pgbrisk.";
    private static final String JAR = "install/pgbrisk-backend.jar";

    /** What a first call loads, as Java itself logs it: PL/Java hands each line on to the client. */
    public static Classes loadedBy(Connection fresh, String options, String call) throws SQLException {
        try (var statement = fresh.createStatement()) {
            statement.execute("set pljava.vmoptions = '" + options + " -Xlog:class+load'");
            statement.execute("set client_min_messages = info");
            statement.execute(call);
            long all = 0;
            long ours = 0;
            for (var said = statement.getWarnings(); said != null; said = said.getNextWarning()) {
                if (said.getMessage().contains(OF_ANY)) {
                    all++;
                    ours += said.getMessage().startsWith(OF_OURS) ? 1 : 0;
                }
            }
            return new Classes(all, ours);
        }
    }

    /** What the functions' jar holds. */
    public static long inJar() throws IOException {
        try (var jar = new JarInputStream(Main.class.getResourceAsStream(JAR))) {
            long classes = 0;
            for (var entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                classes += entry.getName().endsWith(".class") ? 1 : 0;
            }
            return classes;
        }
    }

    public static long bytesOfJar() throws IOException {
        try (var jar = Main.class.getResourceAsStream(JAR)) {
            return jar.readAllBytes().length;
        }
    }
}
