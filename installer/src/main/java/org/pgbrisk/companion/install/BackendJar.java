package org.pgbrisk.companion.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The functions' jar, which travels inside the companion. The same sources give the same bytes. */
public record BackendJar(byte[] bytes) {
    private static final String RESOURCE = "pgbrisk-backend.jar";
    private static final int SHOWN = 12;

    public static BackendJar ofThisBuild() {
        try (var jar = BackendJar.class.getResourceAsStream(RESOURCE)) {
            if (jar == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path: build with mvn package");
            }
            return new BackendJar(jar.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As much of the SHA-256 as people compare by eye. */
    public String hash() {
        return HexFormat.of().formatHex(sha256()).substring(0, SHOWN);
    }

    int checksum() {
        return ByteBuffer.wrap(sha256()).getInt();
    }

    long kilobytes() {
        return Math.round(bytes.length / 1024.0);
    }

    private byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
