package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.database.SqlTokens.Kind;

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

    private final Map<String, String> byName;

    private Suspects(Map<String, String> byName) {
        this.byName = byName;
    }

    /** A row of suspects.sql. */
    public record Suspect(String kind, String name) {}

    static Suspects none() {
        return new Suspects(Map.of());
    }

    static Suspects of(Database database) throws SQLException {
        return of(database.query(Suspect.class, Resource.sql(Suspects.class, "suspects.sql")));
    }

    static Suspects of(List<Suspect> suspects) {
        var byName = new HashMap<String, String>();
        for (var suspect : suspects) {
            byName.merge(suspect.name(), suspect.kind(), (one, other) -> one.equals(other) ? one : "name");
        }
        return new Suspects(byName);
    }

    /** What makes the statement suspect, for a message; null when nothing does. */
    String find(String sql) {
        if (byName.isEmpty()) {
            return null;
        }
        boolean operators = byName.containsValue("operator");
        var tokens = SqlTokens.of(sql);
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.kind() == Kind.OPERATOR && byName.containsKey(token.text())) {
                return "operator " + token.text();
            }
            if (token.kind() == Kind.QUOTED && token.text().charAt(0) != '"') {
                return "an identifier written with Unicode escapes";
            }
            if (token.kind() != Kind.WORD && token.kind() != Kind.QUOTED) {
                continue;
            }
            var kind = byName.get(token.name());
            boolean called = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
            if (kind != null && (called || !kind.equals("function"))) {
                return "\"" + token.name() + "\"";
            }
            if (operators && HIDDEN_OPERATORS.contains(token.name())) {
                return "syntax that stands for an operator (" + token.name() + ")";
            }
        }
        return null;
    }
}
