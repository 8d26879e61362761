package org.pgbrisk.database;

/** Values within SQL text, for the few places where no parameter can stand: the Java twin of {@code format('%L')}. */
public final class Literal {
    private Literal() {}

    /** Reads the same whether standard_conforming_strings is on or off. */
    public static String quote(String value) {
        var quoted = "'" + value.replace("'", "''") + "'";
        return value.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }
}
