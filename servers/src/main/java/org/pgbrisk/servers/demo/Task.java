package org.pgbrisk.servers.demo;

import java.util.List;

/**
 * One statement of the workload, run once for each list of arguments.
 *
 * @param sql with a question mark for each argument
 * @param calls the arguments of each call, never empty; a statement without arguments has one call with an empty list
 */
record Task(String name, String sql, List<List<Object>> calls) {

    Task {
        if (calls.isEmpty()) {
            throw new IllegalArgumentException(name + " has no call");
        }
        calls = calls.stream().map(List::copyOf).toList();
    }

    static Task once(String name, String sql) {
        return new Task(name, sql, List.of(List.of()));
    }

    String label() {
        return calls.size() == 1 ? name : name + " (" + calls.size() + " calls)";
    }
}
