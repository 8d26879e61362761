package org.pgbrisk.companion.connection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pgbrisk.companion.failure.Refusal;

/** Where a server listens. */
sealed interface Endpoint {
    int DEFAULT_PORT = 5432;

    /** Where the packagers and where the PostgreSQL project put the socket. */
    List<Path> SOCKET_FOLDERS = List.of(Path.of("/var/run/postgresql"), Path.of("/tmp"));

    int port();

    /** The names under which the password file may know it. */
    List<String> passwordFileHosts();

    record Tcp(String host, int port) implements Endpoint {
        @Override
        public List<String> passwordFileHosts() {
            return List.of(host);
        }
    }

    record Socket(Path folder, int port) implements Endpoint {
        Path file() {
            return folder.resolve(".s.PGSQL." + port);
        }

        @Override
        public List<String> passwordFileHosts() {
            return SOCKET_FOLDERS.contains(folder)
                    ? List.of(folder.toString(), "localhost")
                    : List.of(folder.toString());
        }
    }

    /**
     * @param hosts comma-separated, null for libpq's default: the socket where one is, else localhost
     * @param ports comma-separated: one for each host, or one for all; null for 5432
     */
    static List<Endpoint> of(String hosts, String ports, Environment environment) throws Refusal {
        var hostList = (hosts == null ? "" : hosts).split(",", -1);
        var portList = (ports == null ? "" : ports).split(",", -1);
        if (portList.length > 1 && portList.length != hostList.length) {
            throw Refusal.usage(
                    "could not match " + portList.length + " port numbers to " + hostList.length + " hosts",
                    "Give one port for each host, or one for all.");
        }
        var endpoints = new ArrayList<Endpoint>();
        for (int i = 0; i < hostList.length; i++) {
            endpoints.add(of(hostList[i], port(portList[portList.length == 1 ? 0 : i]), environment));
        }
        return endpoints;
    }

    private static Endpoint of(String host, int port, Environment environment) {
        if (host.startsWith("/")) {
            return new Socket(Path.of(host), port);
        } else if (!host.isEmpty()) {
            return new Tcp(host, port);
        }
        for (var folder : SOCKET_FOLDERS) {
            var socket = new Socket(folder, port);
            if (environment.exists().test(socket.file())) {
                return socket;
            }
        }
        return new Tcp("localhost", port);
    }

    private static int port(String text) throws Refusal {
        try {
            var port = text.isBlank() ? DEFAULT_PORT : Integer.parseInt(text.strip());
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Refusal.usage("invalid port number: \"" + text + "\"", "A port is a number from 1 to 65535.");
    }
}
