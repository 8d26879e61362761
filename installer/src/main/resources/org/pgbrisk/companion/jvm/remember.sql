-- Keeps how to go back from the options of Java that are about to be set (parameter) to those this database has. The statement names no
-- database, and does nothing where these options are not in force (any more).
with
    options (given) as (
        select ?::text
    ),
    own (given) as (
        select pg_catalog.max(substr(c.setting, length('pljava.vmoptions=') + 1))
        from pg_catalog.pg_db_role_setting s
        join pg_catalog.pg_database d on d.oid = s.setdatabase
        cross join lateral unnest(s.setconfig) as c (setting)
        where d.datname = current_database() and s.setrole = 0 and starts_with(c.setting, 'pljava.vmoptions=')
    )
insert into brisk.uninstall_step (statement, reason)
select
    format(
        'do %L',
        format(
            'begin
    if exists (
        select
        from pg_catalog.pg_db_role_setting s
        join pg_catalog.pg_database d on d.oid = s.setdatabase
        where d.datname = pg_catalog.current_database() and s.setrole = 0 and %L = any (s.setconfig)
    ) then
        execute pg_catalog.format(''alter database %%I '', pg_catalog.current_database()) || %L;
    end if;
end',
            'pljava.vmoptions=' || options.given,
            coalesce(format('set pljava.vmoptions = %L', own.given), 'reset pljava.vmoptions'))),
    'pgbrisk jvm-archive --apply set pljava.vmoptions'
from options
cross join own
where own.given is distinct from options.given
on conflict (statement) do nothing
returning statement
