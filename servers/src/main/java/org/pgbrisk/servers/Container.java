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
import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL in a container of its own, through Testcontainers. */
final class Container {

    /** What the project's own Dockerfile needs, beside it. */
    private static final List<String> DOCKER_FILES = List.of("Dockerfile", "pgbrisk.conf", "extensions.sql");

    private static final Duration STARTUP = Duration.ofSeconds(120);

    /** Building and downloading the image included: where this is not enough the next kind of server is there sooner. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Container() {}

    /** The image of folder docker/, built when Docker does not have it yet. */
    static Server startOwnImage(List<String> notes) throws Unavailable {
        return start("of docker/Dockerfile", Container::build, notes);
    }

    static Server start(String image, List<String> notes) throws Unavailable {
        return start(image, () -> image, notes);
    }

    private static String build() {
        var image = new ImageFromDockerfile("pgbrisk-postgres", false);
        for (var file : DOCKER_FILES) {
            image.withFileFromClasspath(file, "org/pgbrisk/servers/docker/" + file);
        }
        return image.get();
    }

    private static Server start(String name, Supplier<String> image, List<String> notes) throws Unavailable {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new Unavailable("no Docker answers on this machine");
        }
        var container = within(new FutureTask<>(() -> started(image.get())));
        var cleanup = Cleanup.onExit("the container of image " + name, container::stop);
        try {
            return RunningServer.of(place(container, name, cleanup), notes);
        } catch (SQLException e) {
            throw new Unavailable("image " + name + " started but does not answer: " + e.getMessage(), e);
        }
    }

    private static PostgreSQLContainer started(String image) {
        var container = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                .withUsername("postgres")
                .withPassword("pgbrisk")
                .withDatabaseName("postgres")
                .withStartupTimeout(STARTUP);
        container.setCommand("postgres", "-c", "fsync=off", "-c", "shared_preload_libraries=pg_stat_statements");
        container.start();
        return container;
    }

    private static PostgreSQLContainer within(FutureTask<PostgreSQLContainer> start) throws Unavailable {
        var thread = new Thread(start, "pgbrisk-start-container");
        thread.setDaemon(true);
        thread.start();
        try {
            return start.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
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
