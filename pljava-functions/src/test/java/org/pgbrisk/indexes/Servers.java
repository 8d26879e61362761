package org.pgbrisk.indexes;

/** Servers with PostgreSQL's own defaults, that have what a test needs. */
final class Servers {
    private Servers() {}

    static Capabilities plain(int version) {
        return of(version, null, null);
    }

    static Capabilities withHypopg() {
        return of(150000, "public", null);
    }

    static Capabilities withStatements() {
        return of(150000, null, "public");
    }

    private static Capabilities of(int version, String hypopg, String statements) {
        return new Capabilities(
                version, hypopg, statements, statements != null, 8192, 4, 1, 0.01, 0.005, 0.0025, 524288);
    }
}
