package org.pgbrisk.companion.install;

import java.util.List;

/**
 * A routine or a view of schema brisk.
 *
 * @param kind as DROP writes it: function, procedure, aggregate, view
 * @param identity name and argument types, qualified and quoted
 * @param rowVersion differs once the object was replaced
 * @param closed whether privileges were ever granted or revoked; until then a function is everybody's
 * @param privileges of others than the owner
 */
record OwnObject(
        String kind,
        String identity,
        String name,
        long oid,
        String rowVersion,
        boolean closed,
        List<Privilege> privileges) {
    OwnObject {
        privileges = List.copyOf(privileges);
    }

    boolean isView() {
        return kind.equals("view");
    }

    /** As people and DROP write it. */
    String words() {
        return kind + " " + identity;
    }

    /** As GRANT and REVOKE write it. */
    String grantable() {
        return (isView() ? "table " : "routine ") + identity;
    }

    /** Whether nobody replaced it in between. */
    boolean isUntouched(OwnObject later) {
        return oid == later.oid && rowVersion.equals(later.rowVersion);
    }
}
