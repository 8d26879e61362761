-- What the server, the database and the login are like; needs no right at all, and runs nobody's code.
-- suspect: somebody who owns schema brisk, or a function in it that is called as one of ours (the parameter: their names), and has fewer rights than
-- the caller, so that calling it would lend him the caller's. sqlj_suspect: the same for PL/Java.
with caller as (
    select r.oid, r.rolname, r.rolsuper from pg_catalog.pg_roles r where r.rolname = current_user
),
owner as (
    select 'brisk' as schema, n.nspowner as oid from pg_catalog.pg_namespace n where n.nspname = 'brisk'
    union
    select n.nspname, p.proowner
    from pg_catalog.pg_proc p
    join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'brisk' and p.proname::text = any (string_to_array(?::text, ','))
        or n.nspname = 'sqlj' and p.proname = 'get_classpath'
    union
    select 'sqlj', n.nspowner from pg_catalog.pg_namespace n where n.nspname = 'sqlj'
),
suspect as (
    select o.schema, min(coalesce(r.rolname, o.oid::text)) as name
    from owner o
    left join pg_catalog.pg_roles r on r.oid = o.oid
    where not ${trusted}
    group by o.schema
),
reader as (
    select oid from pg_catalog.pg_roles where rolname = 'brisk_reader'
),
door as (
    select p.oid
    from pg_catalog.pg_proc p
    join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'brisk' and p.proname = 'call' and p.proargtypes = '25 3802'::pg_catalog.oidvector
),
-- What ALTER ROLE has set for the caller; it goes before what ALTER DATABASE sets.
role_setting as (
    select distinct on (name)
        lower(split_part(c.setting, '=', 1)) as name,
        'alter role ' || quote_ident(session_user)
            || case when r.setdatabase <> 0 then ' in database ' || quote_ident(current_database()) else '' end as alter
    from pg_catalog.pg_db_role_setting r
    cross join lateral unnest(r.setconfig) as c (setting)
    where r.setrole = (select u.oid from pg_catalog.pg_roles u where u.rolname = session_user)
        and r.setdatabase in (0, (select b.oid from pg_catalog.pg_database b where b.datname = current_database()))
    order by name, r.setdatabase = 0
)
select
    pg_is_in_recovery() as standby,
    quote_ident(current_user) as login,
    (select name from suspect where schema = 'brisk') as suspect,
    (select name from suspect where schema = 'sqlj') as sqlj_suspect,
    -- The settings of a library are there once it is loaded; shared_preload_libraries itself is not for everybody's eyes.
    exists (select from pg_catalog.pg_settings where name = 'pg_stat_statements.max') as statements_loaded,
    current_setting('pg_stat_statements.track', true) as statements_track,
    coalesce(
        (select alter from role_setting where name = 'pg_stat_statements.track'),
        'alter database ' || quote_ident(current_database())) as alter_statements_track,
    current_setting('compute_query_id') as query_ids,
    coalesce(
        (select alter from role_setting where name = 'compute_query_id'),
        'alter database ' || quote_ident(current_database())) as alter_query_ids,
    exists (select from pg_catalog.pg_settings where name = 'cron.database_name') as cron_loaded,
    case
        when (select rolsuper from caller) or pg_has_role('pg_read_all_settings', 'usage') then current_setting('cron.database_name', true)
    end as cron_database,
    coalesce((select pg_has_role(oid, 'usage') from reader), false) as reader,
    coalesce((select pg_has_role(oid, 'member') from reader), false) as reader_without_inheriting,
    coalesce(
        (select has_schema_privilege(oid, 'usage') from pg_catalog.pg_namespace where nspname = 'brisk'), false) as brisk_usage,
    coalesce(
        (select has_schema_privilege(oid, 'usage') from pg_catalog.pg_namespace where nspname = 'sqlj'), false) as sqlj_usage,
    coalesce((select has_function_privilege(oid, 'execute') from door), false) as may_call,
    exists (select from door) as door_exists,
    pg_has_role('pg_read_all_stats', 'usage') as reads_all_stats,
    case when pg_has_role('pg_read_all_data', 'usage') then 0 else (
        select count(*)
        from (
            select
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'm')
                and n.nspname not in ('pg_catalog', 'information_schema', 'brisk', 'sqlj')
                and n.nspname !~ '^pg_t(oast|emp)'
                and not (has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select'))
            limit 1000
        ) unreadable
    ) end as unreadable_tables
