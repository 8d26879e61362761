package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a suggested index replaces, in the words of its row.
 *
 * @param gone the indexes that exist and that it makes needless
 * @param drop the statement that drops the suggested index
 */
record Replacement(List<ExistingIndex> gone, String drop) {
    /** A foreign key remains what it is about. */
    String kind(String kind) {
        return gone.isEmpty() || kind.equals("foreign_key") ? kind : "replace";
    }

    String reason() {
        return gone.isEmpty()
                ? ""
                : "; it does all that " + String.join(" and ", names())
                        + (gone.size() == 1 ? " does, which goes" : " do, which go") + " once it is built and valid";
    }

    /** Null where there are none. */
    List<String> names() {
        return gone.isEmpty() ? null : gone.stream().map(ExistingIndex::name).toList();
    }

    /** What was replaced comes back before the new index goes. */
    String undo() {
        var statements =
                new ArrayList<>(gone.stream().map(ExistingIndex::create).toList());
        statements.add(drop);
        return String.join("; ", statements);
    }

    /** @param leftovers invalid indexes that would do the same work */
    void tell(JsonObject evidence, String kind, List<ExistingIndex> leftovers) {
        if (!gone.isEmpty()) {
            evidence.put("index_kind", kind);
            evidence.put("drop", drops(gone));
            evidence.put(
                    "freed_bytes", gone.stream().mapToLong(ExistingIndex::bytes).sum());
        }
        if (!leftovers.isEmpty()) {
            evidence.put("drop_first", drops(leftovers));
        }
    }

    private static String drops(List<ExistingIndex> indexes) {
        return indexes.stream().map(ExistingIndex::drop).collect(Collectors.joining("; "));
    }
}
