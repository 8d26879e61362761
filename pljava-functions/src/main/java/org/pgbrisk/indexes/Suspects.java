package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.SqlTokens.Token;

/**
 * Names that lead to code of somebody with fewer rights than the caller. EXPLAIN executes IMMUTABLE functions while it plans, as
 * the caller: whoever can put a statement into pg_stat_statements could have a superuser run it. A statement that uses such a
 * name is not planned. Names are compared without their schema: rather one statement too many is left out than one too few.
 */
final class Suspects {
    /** Syntax that stands for an operator, which is looked up by name like any other. */
    private static final Set<String> HIDDEN_OPERATORS = Set.of(
            "between",
            "in",
            "like",
            "ilike",
            "similar",
            "distinct",
            "using",
            "natural",
            "case",
            "nullif",
            "any",
            "some",
            "all",
            "not",
            "union",
            "intersect",
            "except",
            "group",
            "order",
            "max",
            "min",
            "greatest",
            "least",
            "at",
            "overlaps");

    private final Set<String> functions;
    private final Set<String> operators;
    private final Set<String> relations;
    private final Set<String> names;

    private Suspects(List<Suspect> suspects) {
        this.functions = names(suspects, "function");
        this.operators = names(suspects, "operator");
        this.relations = names(suspects, "relation");
        this.names = names(suspects, "name");
    }

    private static Set<String> names(List<Suspect> suspects, String kind) {
        return suspects.stream()
                .filter(suspect -> suspect.kind().equals(kind))
                .map(Suspect::name)
                .collect(Collectors.toSet());
    }

    /** A row of suspects.sql. */
    public record Suspect(String kind, String name) {}

    static Suspects none() {
        return new Suspects(List.of());
    }

    static Suspects of(Database database) throws SQLException {
        return of(database.query(Suspect.class, Resource.sql(Suspects.class, "suspects.sql")));
    }

    static Suspects of(List<Suspect> suspects) {
        return new Suspects(suspects);
    }

    /** What makes the statement suspect, for a message; null when nothing does. */
    String find(String sql) {
        var tokens = SqlTokens.of(sql);
        var clauses = new Clauses();
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            clauses.enter(token, tokens.get(Math.max(0, i - 1)));
            boolean called = i + 1 < tokens.size() && tokens.get(i + 1).is("(")
                    || i > 0 && tokens.get(i - 1).is(".");
            var suspect = find(token, called, clauses.namesTables());
            if (suspect != null) {
                return suspect;
            }
        }
        return null;
    }

    private String find(Token token, boolean called, boolean namesTables) {
        if (token.kind() == Kind.OPERATOR) {
            // The server reads != as <>.
            var operator = token.is("!=") ? "<>" : token.text();
            return operators.contains(operator) ? "operator " + operator : null;
        }
        if (token.kind() == Kind.QUOTED && token.text().charAt(0) != '"') {
            return "an identifier written with Unicode escapes";
        }
        if (token.kind() != Kind.WORD && token.kind() != Kind.QUOTED) {
            return null;
        }
        // As the server cuts names; and folded, which it does beyond ASCII too in encodings of one byte.
        var name = IndexNames.clip(token.name(), IndexNames.LONGEST);
        for (var spelling : List.of(name, name.toLowerCase(Locale.ROOT))) {
            if (names.contains(spelling)
                    || called && functions.contains(spelling)
                    || namesTables && relations.contains(spelling)) {
                return "\"" + spelling + "\"";
            }
        }
        return !operators.isEmpty() && HIDDEN_OPERATORS.contains(name)
                ? "syntax that stands for an operator (" + name + ")"
                : null;
    }

    /** Follows which clause a token stands in: only some name tables. What cannot be told counts as one that does. */
    private static final class Clauses {
        private static final Set<String> TABLES =
                Set.of("from", "join", "using", "into", "update", "table", "only", "lateral");
        /** Reserved words alone: any other could be a table's alias, chosen to lead astray. */
        private static final Set<String> OTHERS = Set.of(
                "select", "where", "group", "order", "having", "limit", "offset", "fetch", "returning", "window");

        private enum Clause {
            TABLES,
            JOIN_CONDITION,
            OTHER
        }

        private final Deque<Clause> open = new ArrayDeque<>(List.of(Clause.OTHER));

        boolean namesTables() {
            return open.peek() == Clause.TABLES;
        }

        void enter(Token token, Token previous) {
            if (token.is("(")) {
                open.push(open.peek());
            } else if (token.is(")")) {
                if (open.size() > 1) {
                    open.pop();
                }
            } else if (token.is(",") && open.peek() == Clause.JOIN_CONDITION) {
                now(Clause.TABLES);
            } else if (token.kind() == Kind.WORD && !previous.is(".")) {
                var word = token.name();
                if (TABLES.contains(word)) {
                    now(Clause.TABLES);
                } else if (word.equals("on")) {
                    now(Clause.JOIN_CONDITION);
                } else if (OTHERS.contains(word)) {
                    now(Clause.OTHER);
                }
            }
        }

        private void now(Clause clause) {
            open.pop();
            open.push(clause);
        }
    }
}
