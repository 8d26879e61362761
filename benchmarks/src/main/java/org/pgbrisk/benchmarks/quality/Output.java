package org.pgbrisk.benchmarks.quality;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.pgbrisk.database.Json;

/** The same for programs and for documents: three tables as CSV, all of it as JSON, a picture a set. */
final class Output {
    private final Path folder;

    Output(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    void write(String server, double scale, List<Verdict> verdicts) throws IOException {
        csv("summary.csv", Report.summary(verdicts));
        csv("queries.csv", Report.queries(verdicts));
        csv("indexes.csv", Report.indexes(verdicts));
        var json = new JsonObject();
        json.put("server", server);
        json.put("scale", scale);
        json.put("sets", objects(Report.summary(verdicts)));
        json.put("queries", objects(Report.queries(verdicts)));
        json.put("indexes", objects(Report.indexes(verdicts)));
        json.put("published", objects(Published.table()));
        Files.writeString(folder.resolve("result.json"), Json.write(json) + "\n");
    }

    void draw(List<Verdict> verdicts) throws IOException {
        for (var verdict : verdicts) {
            Picture.draw(verdict, folder.resolve(fileName(verdict.set().name()) + ".svg"));
        }
    }

    private static String fileName(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
    }

    /** RFC 4180. */
    private void csv(String name, List<String[]> lines) throws IOException {
        var text = new StringBuilder();
        for (var line : lines) {
            text.append(Arrays.stream(line).map(Output::quoted).collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        Files.writeString(folder.resolve(name), text);
    }

    private static String quoted(String value) {
        return value.matches("(?s).*[\",\r\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }

    /** Figures as numbers, what is not known as null. */
    private static JsonArray objects(List<String[]> lines) {
        var head = lines.get(0);
        var objects = new JsonArray();
        for (var line : lines.subList(1, lines.size())) {
            var object = new JsonObject();
            for (int i = 0; i < head.length; i++) {
                object.put(head[i].toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_"), value(line[i]));
            }
            objects.add(object);
        }
        return objects;
    }

    private static Object value(String text) {
        if (text.matches("-?\\d*\\.?\\d+")) {
            return Double.valueOf(text);
        }
        return text.isEmpty() ? null : text;
    }
}
