package org.pgbrisk.companion.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Options of a Java virtual machine, as they stand in {@code pljava.vmoptions}. What is recommended was found by measuring: see
 * benchmarks/README.md, CallCost.
 */
public record JvmOptions(List<String> options) {
    /** Up to here, and again from {@link #UNENFORCED} on, PL/Java has its own say about the security manager. */
    private static final int LAST_WITHOUT_MANAGER_OPTION = 17;

    /** From here on Java has no security manager any more. */
    private static final int UNENFORCED = 24;

    private static final String ARCHIVE = "-XX:SharedArchiveFile=";
    private static final String ARCHIVE_AT_EXIT = "-XX:ArchiveClassesAtExit=";
    private static final String LIMIT_MODULES = "--limit-modules";

    /** What a recommended option is for, by its kind: said where it is missing. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("-Xms", "no -Xms: each backend begins with a share of the machine's memory as its heap"),
            Map.entry("NewSize", "no -XX:NewSize: part of the heap for new objects begins larger than needed"),
            Map.entry("StringTableSize", "no -XX:StringTableSize: each backend keeps half a megabyte of empty table"),
            Map.entry("-Xmx", "no -Xmx: each backend may take a quarter of the machine's memory as its heap"),
            Map.entry("collector", "no -XX:+UseSerialGC: each backend starts threads to collect garbage in parallel"),
            Map.entry(
                    "TieredStopAtLevel",
                    "no -XX:TieredStopAtLevel=1: each backend runs the slow, optimising compiler too"),
            Map.entry("UsePerfData", "no -XX:-UsePerfData: each backend keeps a file of counters in /tmp"),
            Map.entry(
                    "ArchiveRelocationMode",
                    "no -XX:ArchiveRelocationMode=0: backends do not share the memory of Java's own classes"),
            Map.entry(
                    "TrimNativeHeapInterval",
                    "no -XX:TrimNativeHeapInterval: backends keep memory that the compiler needed once"),
            Map.entry("-Djava.security.manager", "no -Djava.security.manager: this Java does not start without it"),
            Map.entry("SharedArchiveFile", "no -XX:SharedArchiveFile: each first call reads its classes anew"));

    public JvmOptions {
        options = List.copyOf(options);
    }

    /**
     * @param javaVersion 17 or newer
     * @param archive a class-data archive on the server's disk, as {@code pgbrisk jvm-archive} makes it
     */
    public static JvmOptions recommended(int javaVersion, Optional<String> archive) {
        var options = new ArrayList<String>();
        managerOption(javaVersion).ifPresent(options::add);
        options.addAll(List.of(
                "-Xms4m",
                "-XX:NewSize=1m",
                "-Xmx64m",
                "-XX:StringTableSize=4096",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                // The last two are not for every Java from 17 on; where one is unknown, it is passed over.
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:TrimNativeHeapInterval=500"));
        var plain = new JvmOptions(options);
        return archive.map(plain::withArchive).orElse(plain);
    }

    /** Whether that Java can enforce a policy; if not, PL/Java must be told that this is known. */
    public static boolean enforcesPolicy(int javaVersion) {
        return javaVersion < UNENFORCED;
    }

    /** Without it that Java does not start under PL/Java; empty where none is needed. */
    public static Optional<String> managerOption(int javaVersion) {
        if (!enforcesPolicy(javaVersion)) {
            return Optional.of("-Djava.security.manager=disallow");
        }
        return javaVersion > LAST_WITHOUT_MANAGER_OPTION
                ? Optional.of("-Djava.security.manager=allow")
                : Optional.empty();
    }

    /** As PL/Java reads them: an option ends where white space is followed by a hyphen, outside quotation marks. */
    public static JvmOptions parse(String text) {
        var options = new ArrayList<String>();
        var option = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                option.append(c).append(text.charAt(++i));
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (endsOption(text, i)) {
                    add(options, option);
                } else if (!option.isEmpty()) {
                    option.append(' ');
                }
                i = lastWhitespace(text, i);
            } else {
                if (c == '"' || c == '\'') {
                    quote = quote == c ? 0 : c;
                }
                option.append(c);
            }
        }
        add(options, option);
        return new JvmOptions(options);
    }

    private static boolean endsOption(String text, int whitespace) {
        int next = lastWhitespace(text, whitespace) + 1;
        return next == text.length() || text.charAt(next) == '-';
    }

    private static int lastWhitespace(String text, int from) {
        int last = from;
        while (last + 1 < text.length() && Character.isWhitespace(text.charAt(last + 1))) {
            last++;
        }
        return last;
    }

    private static void add(List<String> options, StringBuilder option) {
        if (!option.isEmpty()) {
            options.add(option.toString());
            option.setLength(0);
        }
    }

    /** These, and what they lack of the others: what somebody has set stays as it is. */
    public JvmOptions completedWith(JvmOptions others) {
        var kinds = options.stream().map(JvmOptions::kind).toList();
        var all = new ArrayList<>(options);
        others.options.stream().filter(option -> !kinds.contains(kind(option))).forEach(all::add);
        return new JvmOptions(all);
    }

    /** What of the others is missing here, and what stands in its way: a sentence each; empty when there is nothing to say. */
    public List<String> lacks(JvmOptions others) {
        var own = options.stream().map(JvmOptions::kind).toList();
        var said = new ArrayList<String>();
        for (var option : others.options) {
            var reason = REASONS.get(kind(option));
            if (reason != null && !own.contains(kind(option))) {
                said.add(reason);
            }
        }
        if (others.archive().isPresent() && own.contains(LIMIT_MODULES)) {
            said.add(LIMIT_MODULES + " switches the archive off");
        }
        return said;
    }

    /** With this archive in place of any other. Java says nothing in the session when it does not fit. */
    public JvmOptions withArchive(String path) {
        return withoutArchive().with("-Xlog:disable").with(ARCHIVE + path);
    }

    /** So that the backend writes an archive when it ends. */
    JvmOptions writingArchive(String path) {
        return withoutArchive().with("-Xlog:disable").with(ARCHIVE_AT_EXIT + path);
    }

    JvmOptions withoutArchive() {
        return new JvmOptions(options.stream()
                .filter(option -> !option.startsWith(ARCHIVE)
                        && !option.startsWith(ARCHIVE_AT_EXIT)
                        && !kind(option).equals(LIMIT_MODULES))
                .toList());
    }

    JvmOptions with(String option) {
        if (options.contains(option)) {
            return this;
        }
        var more = new ArrayList<>(options);
        more.add(option);
        return new JvmOptions(more);
    }

    /** The archive that is read, where one is named. */
    public Optional<String> archive() {
        return options.stream()
                .filter(option -> option.startsWith(ARCHIVE))
                .map(option -> option.substring(ARCHIVE.length()))
                .reduce((first, last) -> last);
    }

    /** For {@code pljava.vmoptions}. */
    public String text() {
        return String.join(" ", options);
    }

    /** What two options have in common when one replaces the other. */
    private static String kind(String option) {
        if (option.startsWith("-Xmn")) {
            return "NewSize";
        } else if (option.matches("-Xm[sx].*|-Xss.*")) {
            return option.substring(0, 4);
        } else if (option.matches("-XX:[+-]Use\\w+GC")) {
            return "collector";
        } else if (option.startsWith("-XX:")) {
            var name = option.replaceFirst("-XX:[+-]?", "").replaceFirst("=.*", "");
            return switch (name) {
                case "InitialHeapSize", "InitialRAMPercentage" -> "-Xms";
                case "MaxHeapSize", "MaxRAMPercentage" -> "-Xmx";
                default -> name;
            };
        }
        return option.startsWith("-Xlog") ? "-Xlog" : option.replaceFirst("=.*", "");
    }
}
