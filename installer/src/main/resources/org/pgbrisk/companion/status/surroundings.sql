-- What pgbrisk uses where it is there; needs no right at all.
select
    pg_is_in_recovery() as standby,
    (select extversion from pg_catalog.pg_extension where extname = 'pljava') as pljava,
    (select extversion from pg_catalog.pg_extension where extname = 'hypopg') as hypopg,
    exists (select from pg_catalog.pg_available_extensions where name = 'hypopg') as hypopg_available,
    (select extversion from pg_catalog.pg_extension where extname = 'pg_stat_statements') as statements,
    exists (select from pg_catalog.pg_available_extensions where name = 'pg_stat_statements') as statements_available,
    -- The settings of a library are there once it is loaded; shared_preload_libraries itself is not for everybody's eyes.
    exists (select from pg_catalog.pg_settings where name = 'pg_stat_statements.max') as statements_loaded,
    coalesce(
        (select pg_has_role(oid, 'usage') from pg_catalog.pg_roles where rolname = 'brisk_reader'), false) as reader,
    coalesce(
        (select has_schema_privilege(oid, 'usage') from pg_catalog.pg_namespace where nspname = 'sqlj'), false) as sqlj_usage,
    pg_has_role('pg_read_all_stats', 'usage') as reads_all_stats
