package org.pgbrisk.companion.install;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.database.Resource;

/** What the catalogs hold, for a comparison before and after. */
final class Catalogs {
    /** Every row of every catalog that an installation writes, by its version. */
    private static final String ROW_VERSIONS = """
            select 'function', oid::text, xmin::text from pg_proc where pronamespace = 'brisk'::regnamespace
            union all select 'relation', oid::text, xmin::text from pg_class where relnamespace = 'brisk'::regnamespace
            union all select 'schema', oid::text, xmin::text from pg_namespace where nspname in ('brisk', 'sqlj')
            union all select 'role', oid::text, xmin::text from pg_authid where rolname like 'brisk%'
            union all select 'comment', objoid::text, xmin::text from pg_description
            union all select 'jar', jarid::text, xmin::text from sqlj.jar_repository
            union all select 'entry', entryid::text, xmin::text from sqlj.jar_entry
            union all select 'path', jarid::text, xmin::text from sqlj.classpath_entry
            union all select 'step', step::text, xmin::text from brisk.uninstall_step
            union all select 'history', installed_rank::text, xmin::text from brisk.flyway_schema_history
            order by 1, 2""";

    private Catalogs() {}

    static List<String> lines(TestDatabase database) throws SQLException {
        return database.rows(Resource.sql(Catalogs.class, "catalogs.sql"));
    }

    /** The lines that only one of the two has, so that a test that fails is readable. */
    static List<String> difference(List<String> before, List<String> after) {
        return Stream.concat(
                        before.stream().filter(line -> !after.contains(line)).map(line -> "- " + line),
                        after.stream().filter(line -> !before.contains(line)).map(line -> "+ " + line))
                .toList();
    }

    /** Of an installation: the same only as long as nobody wrote anything. */
    static List<String> rowVersions(TestDatabase database) throws SQLException {
        return database.rows(ROW_VERSIONS);
    }
}
