-- What this server and this caller offer the advisor. A schema is null where the extension is not there for the caller.
select
    current_setting('server_version_num')::int as version,
    (select quote_ident(n.nspname)
        from pg_extension e
        join pg_namespace n on n.oid = e.extnamespace
        where e.extname = 'hypopg' and has_schema_privilege(n.oid, 'usage')) as hypopg_schema,
    (select quote_ident(n.nspname)
        from pg_extension e
        join pg_namespace n on n.oid = e.extnamespace
        where e.extname = 'pg_stat_statements' and has_schema_privilege(n.oid, 'usage')) as statements_schema,
    current_setting('pg_stat_statements.max', true) is not null as statements_loaded,
    current_setting('block_size')::int as block_size,
    current_setting('random_page_cost')::float8 as random_page_cost,
    current_setting('seq_page_cost')::float8 as seq_page_cost,
    current_setting('cpu_tuple_cost')::float8 as cpu_tuple_cost,
    current_setting('cpu_index_tuple_cost')::float8 as cpu_index_tuple_cost,
    current_setting('cpu_operator_cost')::float8 as cpu_operator_cost,
    pg_size_bytes(current_setting('effective_cache_size'))::float8 / current_setting('block_size')::int
        as effective_cache_size
