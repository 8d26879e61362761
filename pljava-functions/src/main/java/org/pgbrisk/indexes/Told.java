package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.List;

/** Statements as rows tell of them, in JSON. */
final class Told {
    private Told() {}

    /** A statement alone; with its calls and their time where these are known. */
    static JsonObject statement(Statement statement) {
        var json = new JsonObject();
        json.put("queryid", statement.queryid());
        json.put("query", statement.clipped());
        if (statement.queryid() != null) {
            json.put("calls", statement.calls());
            json.put("total_ms", round(statement.totalMs()));
        }
        return json;
    }

    static JsonArray gains(List<Search.Gain> gains) {
        double all = gains.stream().mapToDouble(Search.Gain::weighted).sum();
        var told = new JsonArray();
        for (var gain : gains) {
            var statement = statement(gain.planned().statement());
            statement.put("cost_before", round(gain.before()));
            statement.put("cost_after", round(gain.after()));
            statement.put("share_percent", round(100 * gain.weighted() / all));
            told.add(statement);
        }
        return told;
    }

    static JsonArray risks(List<Risks.Risk> risks) {
        var told = new JsonArray();
        for (var risk : risks) {
            var statement = statement(risk.statement());
            statement.put("reason", risk.reason());
            told.add(statement);
        }
        return told;
    }

    /** Those that were run. */
    static JsonArray trials(List<Search.Gain> gains, Trials trials) {
        var told = new JsonArray();
        for (var gain : gains) {
            var trial = trials.of(gain.planned());
            if (trial != null) {
                var statement = statement(gain.planned().statement());
                statement.put("before_ms", round(trial.before()));
                statement.put("after_ms", round(trial.after()));
                told.add(statement);
            }
        }
        return told;
    }

    /** To two digits behind the point. */
    static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
