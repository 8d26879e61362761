package org.pgbrisk;

import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.database.Database;

/**
 * One function that users call: {@code brisk.<name>} in SQL, {@code pgbrisk call <name>} on the command line. An instance serves one
 * call.
 *
 * <p>Every door runs the brain with {@code search_path = pg_catalog, pg_temp}, so that no object of somebody else's can stand in front
 * of PostgreSQL's own. A function that plans SQL for its caller has an argument {@code searchPath}: each door fills it with the
 * search_path the caller had.
 *
 * @param <A> its arguments; the constructor refuses nonsense with an IllegalArgumentException that is written for the caller
 * @param <R> a row of its result
 */
@FunctionalInterface
public interface Function<A extends Record, R extends Record> {
    List<R> call(Database database, A arguments) throws SQLException;
}
