package org.pgbrisk.companion.advice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A situation and what a good DBA would create in it; read from a file of SQL that psql could run as well.
 *
 * <pre>
 * -- Case: what is tried
 * create table and its rows, to the analyze
 * -- Asked:
 * the statements of the workload
 * -- Good: why
 * create index on ...
 * </pre>
 *
 * {@code -- Workload: observed} has the statements run, {@code -- Asked: 300 times} as often, and pg_stat_statements tell of them: so that the
 * advisor knows what is written how often. Further parts {@code Good} are other answers that are as good; {@code -- Nothing: why} is the
 * answer of a DBA who leaves it alone. An answer drops what is needless: at once, or once what replaces it is built. {@code --
 * Budget: 100 MB} limits the storage; {@code -- Needs: 15} or {@code -- Needs: file_fdw} is about the server; {@code -- Only: statistics} is
 * about suggestions of one kind, whatever else there may be to say. A statement ends with its line.
 *
 * @param needs a version of PostgreSQL or an extension each
 * @param budget as pg_size_bytes reads it, or null
 * @param only the kind that the answers are about, or null for all
 * @param observed whether the statements are run, and not passed
 */
record AdviceCase(
        String name,
        List<String> setUp,
        List<String> asked,
        List<Answer> answers,
        List<String> needs,
        String budget,
        String only,
        boolean observed) {
    private static final Pattern HEADING =
            Pattern.compile("^-- (Case|Asked|Good|Nothing|Budget|Needs|Only|Workload):[ \t]*(.*)\n", Pattern.MULTILINE);
    private static final Pattern END = Pattern.compile(";[ \t]*(?:\n|$)");
    private static final Pattern COMMENT = Pattern.compile("^--.*(?:\n|$)", Pattern.MULTILINE);

    /** What to do; nothing at all is an answer too. */
    record Answer(String reason, List<String> ddl) {}

    AdviceCase {
        if (asked.isEmpty() || answers.isEmpty()) {
            throw new IllegalArgumentException("case '" + name + "' asks or expects nothing");
        }
        if (answers.stream().anyMatch(answer -> answer.reason().isEmpty())) {
            throw new IllegalArgumentException("case '" + name + "' has an answer without a reason");
        }
    }

    /** Whether nothing is the only right answer. */
    boolean refuses() {
        return answers.stream().allMatch(answer -> answer.ddl().isEmpty());
    }

    /** The cases of a file. */
    static List<AdviceCase> read(String text) {
        var cases = new ArrayList<AdviceCase>();
        var starts = Pattern.compile("^-- Case:", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(match -> match.start())
                .toList();
        for (int i = 0; i < starts.size(); i++) {
            cases.add(one(text.substring(starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : text.length())));
        }
        return cases;
    }

    private static AdviceCase one(String text) {
        String name = null;
        String budget = null;
        String only = null;
        boolean observed = false;
        var setUp = new ArrayList<String>();
        var asked = new ArrayList<String>();
        var answers = new ArrayList<Answer>();
        var needs = new ArrayList<String>();
        Matcher heading = HEADING.matcher(text);
        for (boolean more = heading.find(); more; ) {
            var kind = heading.group(1);
            var rest = heading.group(2).strip();
            int start = heading.end();
            more = heading.find();
            var statements = statements(text.substring(start, more ? heading.start() : text.length()));
            switch (kind) {
                case "Case" -> name = rest;
                case "Asked" -> {
                    int times = rest.endsWith(" times") ? Integer.parseInt(rest.substring(0, rest.indexOf(' '))) : 1;
                    Collections.nCopies(times, statements).forEach(asked::addAll);
                }
                case "Workload" -> observed = rest.equals("observed");
                case "Budget" -> budget = rest;
                case "Needs" -> needs.add(rest);
                case "Only" -> only = rest;
                default -> answers.add(new Answer(rest, kind.equals("Good") ? statements : List.of()));
            }
            if (List.of("Case", "Budget", "Needs", "Only", "Workload").contains(kind)) {
                setUp.addAll(statements);
            }
        }
        return new AdviceCase(name, setUp, asked, answers, needs, budget, only, observed);
    }

    private static List<String> statements(String text) {
        return END.splitAsStream(COMMENT.matcher(text).replaceAll(""))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
