package org.pgbrisk.companion.vector;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.SqlTokens;

/** The distance by which the statements of pg_stat_statements order a column. */
final class DistanceInUse {
    private final Connection connection;
    private final Database database;

    DistanceInUse(Connection connection) {
        this.connection = connection;
        this.database = JdbcDatabase.bare(connection);
    }

    /** A statement and how often it was called. */
    public record Call(String query, long calls) {}

    /** @return empty where no statement says, or pg_stat_statements is not there */
    Optional<Distance> of(VectorColumn column) throws SQLException {
        // Its settings are there exactly where the server has loaded it: else its view is an error.
        var schemas = Sql.within(connection).texts("""
                select pg_catalog.format('%I', n.nspname)
                from pg_catalog.pg_extension e
                join pg_catalog.pg_namespace n on n.oid = e.extnamespace
                where e.extname = 'pg_stat_statements'
                    and pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                    and exists (select from pg_catalog.pg_settings where name = 'pg_stat_statements.max')""");
        if (schemas.isEmpty()) {
            return Optional.empty();
        }
        var calls = database.query(Call.class, "select s.query, s.calls::bigint as calls from " + schemas.get(0) + """
                .pg_stat_statements s
                where s.dbid = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
                    and s.query ~ '<(->|=>|#>|[+]>)'""");
        return of(calls, column.tableName(), column.name());
    }

    /** That of most calls. */
    static Optional<Distance> of(List<Call> statements, String table, String column) {
        var calls = new EnumMap<Distance, Long>(Distance.class);
        for (var statement : statements) {
            var tokens = SqlTokens.of(statement.query());
            if (names(tokens, table) && names(tokens, column)) {
                for (var distance : Distance.values()) {
                    if (tokens.stream().anyMatch(token -> token.is(distance.operator()))) {
                        calls.merge(distance, statement.calls(), Long::sum);
                    }
                }
            }
        }
        return calls.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    private static boolean names(List<SqlTokens.Token> tokens, String name) {
        return tokens.stream()
                .anyMatch(token -> isIdentifier(token) && token.name().equals(name));
    }

    private static boolean isIdentifier(SqlTokens.Token token) {
        return token.kind() == SqlTokens.Kind.WORD || token.kind() == SqlTokens.Kind.QUOTED;
    }
}
