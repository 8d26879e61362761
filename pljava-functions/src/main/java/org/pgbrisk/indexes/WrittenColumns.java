package org.pgbrisk.indexes;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.SqlTokens.Token;

/** Reads from a statement which columns its UPDATEs set; a plan does not say it. */
final class WrittenColumns {
    private static final Set<String> ENDS = Set.of("from", "where", "returning", "when");

    private final List<Token> tokens;
    private final Set<String> columns = new LinkedHashSet<>();
    private int at;

    private WrittenColumns(String sql) {
        this.tokens = SqlTokens.of(sql);
    }

    /** Of all UPDATEs in it, unquoted; empty where it has none. */
    static Set<String> of(String sql) {
        var written = new WrittenColumns(sql);
        written.read();
        return written.columns;
    }

    private void read() {
        for (at = 0; at < tokens.size(); at++) {
            if (tokens.get(at).isWord("set")) {
                do {
                    at++;
                    target();
                } while (expression());
            }
        }
    }

    /** {@code a =}, {@code a.part =}, {@code a[1] =} or {@code (a, b) =}. */
    private void target() {
        boolean name = true;
        for (; at < tokens.size() && !tokens.get(at).is("="); at++) {
            var token = tokens.get(at);
            boolean identifier = token.kind() == Kind.WORD || token.kind() == Kind.QUOTED;
            if (name && identifier) {
                columns.add(token.name());
            }
            name = token.is("(") || token.is(",");
        }
    }

    /** Skips what is assigned; whether another target follows. */
    private boolean expression() {
        int depth = 0;
        for (; at < tokens.size(); at++) {
            var token = tokens.get(at);
            if (token.is("(") || token.is("[") || token.isWord("case")) {
                depth++;
            } else if (token.is(")") || token.is("]") || token.isWord("end")) {
                depth--;
            } else if (depth == 0 && token.is(",")) {
                return true;
            }
            if (depth < 0 || depth == 0 && token.kind() == Kind.WORD && ENDS.contains(token.name())) {
                at--;
                return false;
            }
        }
        return false;
    }
}
