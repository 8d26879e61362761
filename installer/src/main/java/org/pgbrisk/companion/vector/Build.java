package org.pgbrisk.companion.vector;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One index to try.
 *
 * @param options of its WITH clause, on the sample
 * @param wholeOptions the same for all rows of the table
 * @param searches values of the search setting, ascending
 * @param searchScale by what a value has to grow from the sample to all rows, as far as a rule is known
 */
record Build(
        AccessMethod method,
        Map<String, Integer> options,
        Map<String, Integer> wholeOptions,
        List<Integer> searches,
        double searchScale) {
    Build {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        wholeOptions = Collections.unmodifiableMap(new LinkedHashMap<>(wholeOptions));
        searches = List.copyOf(searches);
    }

    /** As it stands in a WITH clause. */
    static String with(Map<String, Integer> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + " = " + option.getValue())
                .collect(Collectors.joining(", "));
    }

    int wholeSearch(int search) {
        return (int) Math.ceil(search * searchScale);
    }
}
