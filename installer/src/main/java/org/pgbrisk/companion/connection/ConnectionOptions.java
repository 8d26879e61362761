package org.pgbrisk.companion.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import org.pgbrisk.companion.failure.Refusal;
import picocli.CommandLine.Option;

/** Where the database is, as psql takes it. What stands beside a URL overrides the URL. */
public final class ConnectionOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "postgresql://user@host:port/database?sslmode=require, jdbc:postgresql://…, or \"host=… dbname=…\".")
    private String url;

    @Option(
            names = {"-h", "--host"},
            paramLabel = "HOST",
            description =
                    "Host, or the folder of the socket (PGHOST; default: the socket of this machine, else localhost).")
    private String host;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "Port (PGPORT; default: 5432).")
    private String port;

    @Option(
            names = {"-U", "--username"},
            paramLabel = "USER",
            description = "Role (PGUSER; default: the operating system's user).")
    private String user;

    @Option(
            names = {"-d", "--dbname"},
            paramLabel = "DATABASE",
            description = "Database, or a URL (PGDATABASE; default: the name of the role).")
    private String database;

    public ConnectionOptions() {}

    ConnectionOptions(String url, String host, String port, String user, String database) {
        this.url = url;
        this.host = host;
        this.port = port;
        this.user = user;
        this.database = database;
    }

    /** @return null unless the place is given in pgjdbc's own words */
    String jdbcUrl() {
        var text = connectionString();
        return text != null && text.startsWith("jdbc:") ? text : null;
    }

    /** What was given, by libpq's names; without what {@link #jdbcUrl()} says. */
    Map<String, String> given() throws Refusal {
        var given = new LinkedHashMap<String, String>();
        var text = connectionString();
        if (text != null && jdbcUrl() == null) {
            given.putAll(ConnectionUrl.looksLikeOne(text) ? ConnectionUrl.parse(text) : keywords(text));
        }
        put(given, "host", host);
        put(given, "port", port);
        put(given, "user", user);
        put(given, "dbname", isConnectionString(database) ? null : database);
        return given;
    }

    private String connectionString() {
        if (url != null) {
            return url;
        }
        return isConnectionString(database) ? database : null;
    }

    private static boolean isConnectionString(String text) {
        return text != null && (text.contains("=") || text.startsWith("jdbc:") || ConnectionUrl.looksLikeOne(text));
    }

    private static Map<String, String> keywords(String text) throws Refusal {
        if (!text.contains("=")) {
            throw Refusal.usage(
                    "--url is not a connection URL",
                    "Write it as postgresql://user@host:port/database or jdbc:postgresql://host:port/database.");
        }
        return KeywordValue.parse(text);
    }

    private static void put(Map<String, String> given, String name, String value) {
        if (value != null) {
            given.put(name, value);
        }
    }
}
