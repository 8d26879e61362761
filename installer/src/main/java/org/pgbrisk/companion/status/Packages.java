package org.pgbrisk.companion.status;

import org.pgbrisk.companion.install.PlJava;

/** What brings an extension to a server. */
record Packages(int majorVersion) {
    String of(String extension) {
        return switch (extension) {
            case "pljava" -> PlJava.packages(majorVersion).replaceAll(",$", "");
            case "pg_cron" -> pgdg("cron", "pg_cron");
            case "vector" -> pgdg("pgvector", "pgvector");
            case "hypopg" -> pgdg("hypopg", "hypopg");
            default ->
                "postgresql-contrib (Debian, Ubuntu) or postgresql" + majorVersion + "-contrib (RHEL and its kin)";
        };
    }

    private String pgdg(String debian, String redHat) {
        return "postgresql-" + majorVersion + "-" + debian + " (Debian, Ubuntu) or " + redHat + "_" + majorVersion
                + " (RHEL and its kin)";
    }
}
