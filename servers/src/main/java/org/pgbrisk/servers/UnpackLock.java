package org.pgbrisk.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One process at a time unpacks a version's binaries, and none finds half of them. The library skips files that are there and
 * fails on links that are there, so an unpacking that was killed would break every later start.
 */
final class UnpackLock {

    /** What the library makes when a folder is complete. */
    private static final String COMPLETE = ".exists";

    /** A file lock holds for the whole JVM, and asking twice in one is an error. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel channel;

    private UnpackLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits its turn, then clears the folder of what is incomplete. */
    static UnpackLock on(Path folder) throws IOException {
        THREADS.lock();
        try {
            Files.createDirectories(folder);
            var lock = new UnpackLock(
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            lock.channel.lock();
            clearIncomplete(folder);
            return lock;
        } catch (IOException | RuntimeException e) {
            THREADS.unlock();
            throw e;
        }
    }

    private static void clearIncomplete(Path folder) throws IOException {
        try (var versions = Files.newDirectoryStream(folder, "PG-*")) {
            for (var version : versions) {
                if (!Files.exists(version.resolve(COMPLETE))) {
                    new Scratch(version).delete();
                }
            }
        }
    }

    void close() throws IOException {
        try {
            channel.close();
        } finally {
            THREADS.unlock();
        }
    }
}
