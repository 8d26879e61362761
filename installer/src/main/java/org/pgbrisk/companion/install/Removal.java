package org.pgbrisk.companion.install;

import java.util.List;

/**
 * What an uninstall does, in words.
 *
 * @param dropped objects; empty when pgbrisk is not there
 * @param undone the statements that take back what installing changed elsewhere
 * @param kept each with the reason
 */
public record Removal(List<String> dropped, List<String> undone, List<String> kept) {
    public Removal {
        dropped = List.copyOf(dropped);
        undone = List.copyOf(undone);
        kept = List.copyOf(kept);
    }
}
