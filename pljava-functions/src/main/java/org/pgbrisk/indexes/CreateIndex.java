package org.pgbrisk.indexes;

import java.util.List;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.SqlTokens.Token;
import org.pgbrisk.database.UserError;

/**
 * A CREATE INDEX statement that somebody passed.
 *
 * @param ddl without a semicolon
 * @param name as it stands there; null where it has none
 */
record CreateIndex(String ddl, String name) {
    private static final String HINT =
            "Pass one statement in each element, as the column ddl of brisk.suggest_indexes() has them.";

    /** @throws UserError with SQLSTATE 22023 for anything else, and for more than one statement */
    static CreateIndex of(String text) throws UserError {
        var statements = SqlTokens.statements(text);
        if (statements.size() != 1) {
            throw UserError.invalidArgument(
                    "ddl has " + statements.size() + " statements in one element: expected one CREATE INDEX statement",
                    HINT);
        }
        var ddl = statements.get(0);
        var tokens = SqlTokens.of(ddl);
        int at = 1;
        if (word(tokens, at, "unique")) {
            at++;
        }
        if (!word(tokens, 0, "create") || !word(tokens, at, "index")) {
            throw UserError.invalidArgument("ddl holds \"" + shortened(ddl) + "\": expected CREATE INDEX", HINT);
        }
        at++;
        if (word(tokens, at, "concurrently")) {
            at++;
        }
        if (word(tokens, at, "if")) {
            at += 3;
        }
        boolean named = at < tokens.size()
                && !word(tokens, at, "on")
                && (tokens.get(at).kind() == Kind.WORD || tokens.get(at).kind() == Kind.QUOTED);
        return new CreateIndex(ddl, named ? tokens.get(at).text() : null);
    }

    private static boolean word(List<Token> tokens, int at, String keyword) {
        return at < tokens.size() && tokens.get(at).isWord(keyword);
    }

    /** For messages. */
    String shortened() {
        return shortened(ddl);
    }

    private static String shortened(String text) {
        return new Statement(null, text, 1, 0, null, false).clipped();
    }
}
