package org.pgbrisk.companion.status;

import java.util.List;

/** What the login may do, and the grants that it lacks. Changing things takes brisk_operator, which nobody needs for looking. */
record RightsLines(Facts facts) {
    private static final int INHERIT_OPTION = 160000;

    List<Finding> findings() {
        return List.of(calling(), statements(), tables());
    }

    static boolean lacksCalling(Facts facts) {
        var around = facts.around();
        return !around.briskUsage() || !around.mayCall() || facts.bridge() == null && !around.sqljUsage();
    }

    Finding calling() {
        var what = "rights: calls";
        var around = facts.around();
        var role = "role " + around.login();
        if (facts.site().superuser()) {
            return Finding.ok(what, role + ", superuser");
        } else if (!facts.site().ours()) {
            return Finding.ok(what, role + "; pgbrisk call needs none");
        } else if (facts.site().ownsSchema() && !lacksCalling(facts)) {
            return Finding.ok(what, role + ", owner of schema brisk");
        } else if (!around.reader()) {
            return Finding.wrong(
                    what,
                    role + ", "
                            + (around.readerWithoutInheriting()
                                    ? "member of brisk_reader, which it does not inherit"
                                    : "not a member of brisk_reader"),
                    "calls in SQL are refused",
                    grantReader());
        } else if (lacksCalling(facts)
                && around.doorExists()
                && (facts.bridge() != null || facts.site().javaExists())) {
            return Finding.wrong(
                    what,
                    role + ", member of brisk_reader, which lacks rights of its own",
                    "calls in SQL are refused",
                    "grant usage on schema brisk" + (facts.bridge() == null ? ", sqlj" : "") + " to brisk_reader;"
                            + " grant execute on function brisk.call(text, jsonb) to brisk_reader;");
        }
        return Finding.ok(what, role + ", member of brisk_reader");
    }

    private String grantReader() {
        var grant = "grant brisk_reader to " + facts.around().login();
        if (!facts.around().readerWithoutInheriting()) {
            return grant + ";";
        }
        return facts.site().versionNumber() >= INHERIT_OPTION
                ? grant + " with inherit true;"
                : "alter role " + facts.around().login() + " inherit;";
    }

    private Finding statements() {
        var what = "rights: statements";
        return facts.around().readsAllStats()
                ? Finding.ok(what, "of all users")
                : Finding.missing(
                        what,
                        "its own only",
                        "other people's statements are not looked at",
                        "grant pg_read_all_stats to " + facts.around().login() + ";");
    }

    private Finding tables() {
        var what = "rights: tables";
        int unreadable = facts.around().unreadableTables();
        return unreadable == 0
                ? Finding.ok(what, "SELECT on all")
                : Finding.missing(
                        what,
                        "no SELECT on " + (unreadable >= 1000 ? "1000 or more" : unreadable)
                                + (unreadable == 1 ? " table" : " tables"),
                        "statements that read them are skipped",
                        "grant pg_read_all_data to " + facts.around().login() + ";");
    }
}
