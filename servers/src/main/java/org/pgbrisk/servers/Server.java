package org.pgbrisk.servers;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL that answers. Closing it stops and deletes only what was started for it: a server that somebody else runs is
 * left as it is. A server that is still open when the JVM ends, by Ctrl-C as well, is closed then.
 */
public interface Server extends AutoCloseable {

    /** JDBC URL of the maintenance database, with the user, usable as it stands. */
    String url();

    /** As {@link #url()}, for another database of this server. */
    String url(String database);

    /** The same place as psql and libpq write it: {@code postgresql://user[:password]@host:port/database}, URL-encoded. */
    String postgresUrl();

    /** As {@link #postgresUrl()}, for another database of this server. */
    String postgresUrl(String database);

    /** A new connection to the maintenance database, as a superuser wherever the server was started here. */
    Connection connect() throws SQLException;

    /** As {@link #connect()}, for another database of this server. */
    Connection connect(String database) throws SQLException;

    /** 14 to 18, say. */
    int majorVersion();

    /** As the server says it, without the distribution's addition: {@code 15.12}. */
    String version();

    /** One line for people: which version, where from, and whose. */
    String describe();

    /** Why each better kind of server was not taken, one sentence each; empty for the best kind. */
    List<String> notes();

    /** Whether this server was started for this object, so that nobody else's databases can be in it. */
    boolean own();

    /**
     * Whether {@code create extension} can bring it and it works then: its files are there, what must be preloaded is, and
     * PL/Java has a Java virtual machine.
     *
     * @throws IllegalStateException when the server does not answer
     */
    boolean offers(String extension);

    /** Where its Unix socket lies, when it has one that this machine reaches. */
    Optional<Path> socketFolder();

    /** On 127.0.0.1 for a server started here, else where its URL points. */
    int port();

    /** Its data folder, when it lies on this machine and was made for it. */
    Optional<Path> dataFolder();

    /** The folder of pg_basebackup, pg_ctl, psql and so on, of just this version, when they are installed. */
    Optional<Path> binaries();

    /**
     * The command as the owner of the data folder runs it: PostgreSQL's programs refuse root, so a test that starts a
     * standby with {@link #binaries()} passes its command through here.
     */
    List<String> asOwner(List<String> command);

    /** Never throws: what cannot be stopped or deleted is reported on standard error. */
    @Override
    void close();
}
