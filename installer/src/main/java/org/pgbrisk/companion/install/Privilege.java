package org.pgbrisk.companion.install;

/**
 * What somebody else than the owner may do with an object.
 *
 * @param privilege as GRANT writes it: {@code EXECUTE}, {@code SELECT}, {@code SELECT (name)}
 * @param grantee as GRANT writes it: a quoted role, or {@code public}
 */
public record Privilege(String privilege, String grantee, boolean grantable) {
    /** Whether it is the same but perhaps for the right to pass it on. */
    boolean covers(Privilege other) {
        return privilege.equals(other.privilege) && grantee.equals(other.grantee);
    }
}
