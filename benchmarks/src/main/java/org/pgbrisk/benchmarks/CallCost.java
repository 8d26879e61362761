package org.pgbrisk.benchmarks;

import com.github.freva.asciitable.AsciiTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pgbrisk.benchmarks.backend.Classes;
import org.pgbrisk.benchmarks.backend.Java;
import org.pgbrisk.benchmarks.backend.Kind;
import org.pgbrisk.benchmarks.backend.Memory;
import org.pgbrisk.benchmarks.backend.Sample;
import org.pgbrisk.benchmarks.bridge.BridgeCost;
import org.pgbrisk.companion.Main;
import org.pgbrisk.companion.jvm.JvmOptions;
import org.pgbrisk.servers.Server;
import org.pgbrisk.servers.Servers;

/**
 * What a call costs: the first one in a fresh backend, which starts the JVM, later ones, and the memory of the backend; with PL/Java's
 * defaults, the options that are recommended, and a class-data archive, beside a function in PL/pgSQL that does nothing. The kinds of
 * backend take turns, so that all meet the same weather. Then the same through the bridge.
 */
public final class CallCost {
    /** The least a call into Java can do, and one that asks the server half a dozen things and returns no row. */
    private static final Map<String, String> CALLS = new LinkedHashMap<>();

    static {
        CALLS.put("show_runtime", "select * from brisk.show_runtime()");
        CALLS.put("suggest_indexes", "select * from brisk.suggest_indexes(queries => array[]::text[])");
    }

    private static final String DATABASE = "call_cost";
    private static final String NOTHING = "select nothing('show_runtime', '{}')";
    private static final String DISALLOW = "-Djava.security.manager=disallow";
    private static final int UNENFORCED = 24;
    private static final int ROUNDS = 9;
    private static final int LATER_CALLS = 300;
    private static final int TOGETHER = 6;

    private final Server server;
    private final List<Kind> kinds = new ArrayList<>();
    private final int ownJava;

    private CallCost(Server server) throws SQLException {
        this.server = server;
        ownJava = Runtime.Version.parse(text("select java_version from brisk.show_runtime()"))
                .feature();
    }

    /** @param arguments how many rounds: 9 when there is none; and "bridge" to leave PL/Java's own part out */
    public static void main(String[] arguments) throws SQLException, IOException, InterruptedException {
        int rounds = arguments.length == 0 ? ROUNDS : Integer.parseInt(arguments[0]);
        try (var server = Servers.best()) {
            if (!server.offers("pljava")) {
                System.out.println("the bridge alone: " + server.describe() + " has no PL/Java");
            } else if (arguments.length < 2) {
                ofPlJava(server, rounds);
            }
            if (server.offers("dblink")) {
                BridgeCost.measure(server, rounds, CALLS);
            }
        }
    }

    private static void ofPlJava(Server server, int rounds) throws SQLException, IOException {
        try (var admin = server.connect();
                var statement = admin.createStatement()) {
            statement.execute("create database " + DATABASE);
        }
        pgbrisk(server, "install");
        var cost = new CallCost(server);
        cost.prepare();
        cost.measure(rounds);
    }

    private static void pgbrisk(Server server, String... command) {
        var all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--url", server.postgresUrl(DATABASE)));
        if (Main.commandLine().execute(all.toArray(String[]::new)) != 0) {
            System.exit(1);
        }
    }

    private void prepare() throws SQLException, IOException {
        run("create function nothing(function text, args jsonb) returns jsonb language plpgsql as"
                + " $$ begin return '[]'; end $$");
        kinds.add(new Kind("PL/pgSQL", false, List.of()));
        kinds.add(new Kind("PL/Java, Java " + ownJava, true, List.of()));
        addOptions(ownJava, List.of());
        var newer = Java.newerThan(ownJava).filter(java -> java.version() >= UNENFORCED);
        if (newer.isPresent()) {
            addNewer(newer.get());
        }
    }

    private void addNewer(Java java) throws SQLException {
        var settings =
                List.of("pljava.libjvm_location = '" + java.libjvm() + "'", "pljava.allow_unenforced = 'java,javau'");
        for (var setting : settings) {
            run("alter database " + DATABASE + " set " + setting);
        }
        run("alter database " + DATABASE + " set pljava.vmoptions = '" + DISALLOW + "'");
        kinds.add(new Kind("PL/Java, Java " + java.version(), true, sets(settings, DISALLOW)));
        addOptions(java.version(), settings);
        for (var name : List.of("libjvm_location", "allow_unenforced", "vmoptions")) {
            run("alter database " + DATABASE + " reset pljava." + name);
        }
    }

    private void addOptions(int java, List<String> settings) throws SQLException {
        pgbrisk(server, "jvm-archive");
        var archive = text("select current_setting('data_directory')") + "/pgbrisk-" + java + ".jsa";
        for (var file : List.of(Optional.<String>empty(), Optional.of(archive))) {
            var options = JvmOptions.recommended(java, file);
            kinds.add(new Kind(
                    file.isPresent() ? "... with an archive" : "... recommended options",
                    true,
                    sets(settings, options.text())));
        }
    }

    private static List<String> sets(List<String> settings, String options) {
        var sets = new ArrayList<String>();
        settings.forEach(setting -> sets.add("set " + setting));
        sets.add("set pljava.vmoptions = '" + options + "'");
        return sets;
    }

    private void measure(int rounds) throws SQLException, IOException {
        System.out.println(server.describe() + "; medians of " + rounds + " backends of each kind in turn, "
                + LATER_CALLS + " later calls each");
        for (var call : CALLS.entrySet()) {
            System.out.println();
            System.out.println("brisk." + call.getKey());
            System.out.println(table(call.getValue(), rounds));
        }
        System.out.println();
        for (var call : CALLS.entrySet()) {
            try (var fresh = server.connect(DATABASE)) {
                var loaded = Classes.loadedBy(
                        fresh, JvmOptions.recommended(ownJava, Optional.empty()).text(), call.getValue());
                System.out.println("the first call of " + call.getKey() + " loads " + loaded.all() + " classes, "
                        + loaded.ours() + " of them ours");
            }
        }
        System.out.println("the functions' jar: " + Classes.bytesOfJar() + " bytes, " + Classes.inJar() + " classes");
    }

    private String table(String call, int rounds) throws SQLException, IOException {
        var samples = new LinkedHashMap<Kind, List<Sample>>();
        kinds.forEach(kind -> samples.put(kind, new ArrayList<>()));
        for (int i = 0; i < rounds; i++) {
            for (var kind : kinds) {
                try (var connection = kind.connect(server, DATABASE)) {
                    samples.get(kind).add(Sample.of(connection, kind.java() ? call : NOTHING, LATER_CALLS));
                }
            }
        }
        var defaults = samples.get(kinds.get(1));
        var lines = new ArrayList<String[]>();
        for (var kind : kinds) {
            var own = samples.get(kind);
            lines.add(new String[] {
                kind.name(),
                format("%.1f", Sample.median(own, Sample::first)),
                kind.java() ? format("%.2f", ratio(own, defaults)) : "",
                format("%.0f", Sample.median(own, Sample::cpu)),
                format("%.2f", Sample.median(own, Sample::later)),
                format("%.1f", Sample.median(own, Sample::fresh)),
                format("%.1f", Sample.median(own, Sample::once)),
                format("%.1f", Sample.median(own, Sample::pss)),
                format("%.1f", Sample.median(own, Sample::last)),
                format("%.1f", together(kind, kind.java() ? call : NOTHING))
            });
        }
        String[] head = {
            "backend",
            "first call ms",
            "of the default's",
            "cpu ms",
            "later call ms",
            "fresh MB",
            "after the first MB",
            "plain PSS",
            "after the last MB",
            "one of " + TOGETHER + " MB"
        };
        return AsciiTable.getTable(head, lines.toArray(String[][]::new));
    }

    /** The median of the ratios within each round. */
    private static double ratio(List<Sample> own, List<Sample> defaults) {
        var ratios = new double[own.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = own.get(i).first() / defaults.get(i).first();
        }
        return Sample.median(ratios);
    }

    /** What a backend takes right after its first call where several have Java running. */
    private double together(Kind kind, String call) throws SQLException, IOException {
        var open = new ArrayList<Connection>();
        try {
            for (int i = 0; i < TOGETHER; i++) {
                open.add(kind.connect(server, DATABASE));
                Sample.time(open.get(i), call);
            }
            var memory = new double[TOGETHER];
            for (int i = 0; i < TOGETHER; i++) {
                memory[i] = Memory.of(Sample.pid(open.get(i)), TOGETHER);
            }
            return Sample.median(memory);
        } finally {
            for (var connection : open) {
                connection.close();
            }
        }
    }

    private void run(String statement) throws SQLException {
        try (var connection = server.connect(DATABASE);
                var plain = connection.createStatement()) {
            plain.execute(statement);
        }
    }

    private String text(String select) throws SQLException {
        try (var connection = server.connect(DATABASE);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(select)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
