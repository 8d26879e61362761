package org.pgbrisk.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** The temporary folder of one cluster: its data, its socket and its log. */
record Scratch(Path folder) {

    /** A Unix socket's whole path has at most 107 bytes (103 on a Mac); behind the folder stands /.s.PGSQL.65535. */
    private static final int LONGEST_FOLDER = 103 - "/.s.PGSQL.65535".length();

    private static final int RANDOM_PART = "/pgbrisk-".length() + 20;

    private static final int DELETE_ATTEMPTS = 10;

    /** @param owner whom to give it to; empty for whoever runs this JVM */
    static Scratch create(Optional<String> owner) throws IOException {
        var parent = Path.of(System.getProperty("java.io.tmpdir"));
        var common = Path.of("/tmp");
        var tooLong = parent.toString().length() + RANDOM_PART > LONGEST_FOLDER;
        if (Files.isDirectory(common) && (tooLong || owner.isPresent())) {
            parent = common;
        }
        var folder = Files.createTempDirectory(parent, "pgbrisk-");
        if (owner.isPresent()) {
            var users = folder.getFileSystem().getUserPrincipalLookupService();
            Files.setOwner(folder, users.lookupPrincipalByName(owner.get()));
        }
        return new Scratch(folder);
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("server.log");
    }

    /** A port that is free now; somebody may take it before it is used. */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** Tries again for a while: a program that is just ending may still be making or deleting files here. */
    void delete() throws IOException {
        for (var attempt = 1; Files.exists(folder); attempt++) {
            try {
                deleteAll();
            } catch (IOException | UncheckedIOException e) {
                if (attempt == DELETE_ATTEMPTS) {
                    throw new IOException(folder + " could not be deleted: " + e.getMessage(), e);
                }
                pause();
            }
        }
    }

    static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deleteAll() throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
