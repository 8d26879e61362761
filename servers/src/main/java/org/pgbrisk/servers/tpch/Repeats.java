package org.pgbrisk.servers.tpch;

import io.trino.tpch.PartSupplier;
import io.trino.tpch.TpchEntity;
import java.util.HashSet;
import java.util.Set;

/**
 * Knows a part's supplier that comes twice. The specification's formula gives each part four different suppliers from scale 1
 * on; at some small scales, where there are few suppliers, two of the four coincide and would break the primary key.
 */
final class Repeats {

    private final Set<Long> suppliers = new HashSet<>();
    private long part;

    /** Entities come in the generator's order, a part's suppliers one after another. */
    boolean isRepeat(TpchEntity entity) {
        if (!(entity instanceof PartSupplier pair)) {
            return false;
        }
        if (pair.getPartKey() != part) {
            part = pair.getPartKey();
            suppliers.clear();
        }
        return !suppliers.add(pair.getSupplierKey());
    }
}
