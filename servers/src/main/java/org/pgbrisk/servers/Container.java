package org.pgbrisk.servers;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL in a container of its own, through Testcontainers. */
final class Container {

    static final String DEFAULT_IMAGE = "postgres:17";

    private static final Duration STARTUP = Duration.ofSeconds(120);

    /** Downloading the image included: where this is not enough the next kind of server is there sooner. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Container() {}

    static Server start(String image, List<String> notes) throws Unavailable {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new Unavailable("no Docker answers on this machine");
        }
        var container = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                .withUsername("postgres")
                .withPassword("pgbrisk")
                .withDatabaseName("postgres")
                .withStartupTimeout(STARTUP);
        container.setCommand("postgres", "-c", "fsync=off", "-c", "shared_preload_libraries=pg_stat_statements");
        var cleanup = Cleanup.onExit("the container of " + image, container::stop);
        try {
            startWithin(container);
            return RunningServer.of(place(container, image, cleanup), notes);
        } catch (Unavailable e) {
            cleanup.run();
            throw e;
        } catch (SQLException e) {
            throw new Unavailable("image " + image + " started but does not answer: " + e.getMessage(), e);
        }
    }

    private static void startWithin(PostgreSQLContainer container) throws Unavailable {
        var start = new FutureTask<Void>(container::start, null);
        var thread = new Thread(start, "pgbrisk-start-container");
        thread.setDaemon(true);
        thread.start();
        try {
            start.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new Unavailable("Docker did not start it: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            start.cancel(true);
            throw new Unavailable("Docker did not start it within " + LIMIT.toMinutes() + " minutes", e);
        } catch (InterruptedException e) {
            start.cancel(true);
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while Docker was starting it", e);
        }
    }

    private static Place place(PostgreSQLContainer container, String image, Cleanup cleanup) {
        var address = new Address(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getDatabaseName(),
                container.getUsername(),
                container.getPassword(),
                Map.of());
        return new Place(
                address,
                "in Docker, image " + image,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Set.of(),
                cleanup::run);
    }
}
