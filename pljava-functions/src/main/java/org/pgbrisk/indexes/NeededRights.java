package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.database.SqlTokens.Token;

/** The rights on tables that a statement takes, by its own words: who lacks one cannot have it planned either. */
final class NeededRights {
    private static final Set<String> READING = Set.of("select", "table", "where", "from", "using", "returning", "on");
    private static final Set<String> LOCKING = Set.of("update", "share", "no", "key");

    private NeededRights() {}

    /** As {@code SELECT, UPDATE}. */
    static String of(String sql) {
        var tokens = SqlTokens.of(sql);
        var rights = new ArrayList<String>();
        if (tokens.stream().anyMatch(token -> READING.stream().anyMatch(token::isWord))) {
            rights.add("SELECT");
        }
        for (var right : List.of("INSERT", "UPDATE", "DELETE")) {
            boolean named = tokens.stream().anyMatch(token -> token.isWord(right));
            if (named || right.equals("UPDATE") && locks(tokens)) {
                rights.add(right);
            }
        }
        return String.join(", ", rights);
    }

    private static boolean locks(List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i - 1).isWord("for") && LOCKING.stream().anyMatch(tokens.get(i)::isWord)) {
                return true;
            }
        }
        return false;
    }
}
