package org.pgbrisk.servers;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** The one implementation: kinds of servers differ in how they start, and in their {@link Place}, but not in what they answer. */
final class RunningServer implements Server {

    /** Their functions work only where the server has loaded the library at its start. */
    private static final Set<String> NEEDS_PRELOAD = Set.of("pg_stat_statements", "pg_cron");

    private static final int CONNECT_SECONDS = 60;

    private final Place place;
    private final List<String> notes;
    private final int major;
    private final String version;

    private RunningServer(Place place, List<String> notes, int versionNumber, String version) {
        this.place = place;
        this.notes = List.copyOf(notes);
        this.major = versionNumber / 10000;
        this.version = version;
    }

    /** Asks the server who it is; one that does not answer is stopped again before the error leaves. */
    static Server of(Place place, List<String> notes) throws SQLException {
        try (var connection = connect(place.address());
                var statement = connection.createStatement();
                var row = statement.executeQuery("select current_setting('server_version_num')::int,"
                        + " split_part(current_setting('server_version'), ' ', 1)")) {
            row.next();
            return new RunningServer(place, notes, row.getInt(1), row.getString(2));
        } catch (SQLException e) {
            place.stop().run();
            throw e;
        }
    }

    @Override
    public String url() {
        return place.address().jdbc();
    }

    @Override
    public String url(String database) {
        return place.address().with(database).jdbc();
    }

    @Override
    public String postgresUrl() {
        return place.address().postgres();
    }

    @Override
    public String postgresUrl(String database) {
        return place.address().with(database).postgres();
    }

    @Override
    public Connection connect() throws SQLException {
        return connect(place.address());
    }

    @Override
    public Connection connect(String database) throws SQLException {
        return connect(place.address().with(database));
    }

    @Override
    public int majorVersion() {
        return major;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String describe() {
        return "PostgreSQL " + version + " " + place.where();
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public boolean own() {
        return place.own();
    }

    @Override
    public boolean offers(String extension) {
        if (place.withheld().contains(extension)) {
            return false;
        }
        try (var connection = connect();
                var statement = connection.prepareStatement("select not ?::boolean"
                        + " or ? = any (regexp_split_to_array(current_setting('shared_preload_libraries'), '[\", ]+'))"
                        + " from pg_catalog.pg_available_extensions where name = ?")) {
            statement.setBoolean(1, NEEDS_PRELOAD.contains(extension));
            statement.setString(2, extension);
            statement.setString(3, extension);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    describe() + " cannot say whether it offers " + extension + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Path> socketFolder() {
        return place.socketFolder();
    }

    @Override
    public int port() {
        return place.address().port();
    }

    @Override
    public Optional<Path> dataFolder() {
        return place.dataFolder();
    }

    @Override
    public Optional<Path> binaries() {
        return place.binaries();
    }

    @Override
    public List<String> asOwner(List<String> command) {
        var whole = new ArrayList<>(place.ownerPrefix());
        whole.addAll(command);
        return List.copyOf(whole);
    }

    @Override
    public void close() {
        place.stop().run();
    }

    private static Connection connect(Address address) throws SQLException {
        var properties = new Properties();
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS));
        return DriverManager.getConnection(address.jdbc(), properties);
    }
}
