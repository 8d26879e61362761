package org.pgbrisk.indexes;

import java.util.regex.Pattern;

/** What pg_trgm can make of a pattern: it looks for three letters or digits in a row. */
final class Trigrams {
    private static final int LENGTH = 3;
    /** Where letters that must stand side by side end. */
    private static final Pattern ANY = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** {@code '%' || $1 || '%'} */
    private static final Pattern PART = Pattern.compile("^\\(*'%");

    private static final Pattern CLASS = Pattern.compile("\\[[^\\]]*\\]|\\\\.");
    /** With what it makes optional. */
    private static final Pattern OPTIONAL = Pattern.compile("\\)[*?{]|.[*?{]");

    private Trigrams() {}

    /**
     * Whether there is one to look for in each case. What a parameter says is not known: who asks regardless of case looks for a part, who
     * asks with LIKE may ask how a text begins.
     */
    static boolean serve(Lookup lookup) {
        boolean expression =
                lookup.operator().startsWith("~") && !lookup.operator().startsWith("~~");
        var pattern = lookup.constant();
        if (pattern == null) {
            boolean part = lookup.operator().equals("~~")
                    && PART.matcher(lookup.value()).find();
            return part || !lookup.operator().equals("~~") && !lookup.operator().equals("~");
        }
        if (begins(lookup)) {
            return false;
        }
        if (!expression) {
            return count(pattern) > 0;
        }
        if (pattern.contains("(")) {
            // Whether what stands in there must be met takes more than a look.
            pattern = pattern.replaceAll("\\([^)]*\\)([*?{][^ ]?)?", " ");
        }
        for (var arm : pattern.split("[|]")) {
            if (count(OPTIONAL.matcher(CLASS.matcher(arm).replaceAll(" ")).replaceAll(" ")) == 0) {
                return false;
            }
        }
        return true;
    }

    /** A B-tree finds texts by how they begin. */
    private static boolean begins(Lookup lookup) {
        var pattern = lookup.constant();
        return lookup.operator().equals("~~") && pattern.matches("[^%_]+%?")
                || lookup.operator().equals("~") && pattern.matches("\\^[\\p{L}\\p{N}]+");
    }

    /** In a pattern of LIKE, or a text. */
    static int count(String pattern) {
        int trigrams = 0;
        for (var letters : ANY.split(pattern)) {
            trigrams += Math.max(0, letters.length() - LENGTH + 1);
        }
        return trigrams;
    }
}
