-- How sessions of this database reach the companion, as far as the catalogs say it; needs no right at all.
-- database_in_hba: quoted where pg_hba.conf would take it for something else. listens: as the server could reach itself, null when it listens on
-- single addresses only. reached_at: where this very connection reached it, null for a socket.
select
    'brisk_wire_' || d.oid as login,
    coalesce((select r.rolcanlogin from pg_catalog.pg_roles r where r.rolname = 'brisk_wire_' || d.oid), false) as login_exists,
    coalesce(
        (select has_database_privilege(r.oid, d.oid, 'connect') from pg_catalog.pg_roles r where r.rolname = 'brisk_wire_' || d.oid),
        false) as may_connect,
    case
        when d.datname ~ '^[a-z_][a-z0-9_]*$' and d.datname not in ('all', 'sameuser', 'samerole', 'samegroup', 'replication') then d.datname
        else '"' || d.datname || '"'
    end as database_in_hba,
    case
        when (select r.rolsuper from pg_catalog.pg_roles r where r.rolname = current_user) or pg_has_role('pg_read_all_settings', 'usage')
            then current_setting('hba_file')
    end as hba_file,
    (
        select case when bool_or(a.address in ('*', '0.0.0.0', '::', 'localhost', '127.0.0.1', '::1')) then 'localhost' else min(a.address) end
        from regexp_split_to_table(current_setting('listen_addresses'), '\s*,\s*') as a (address)
        where a.address <> ''
    ) as listens,
    current_setting('port')::integer as port,
    host(inet_server_addr()) as reached_at,
    -- Names are not looked up: that is refused who may not use the schema.
    not pg_is_in_recovery()
        and exists (
            select
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'brisk' and c.relname = 'companions' and has_table_privilege(c.oid, 'select')) as sees_companions
from pg_catalog.pg_database d
where d.datname = current_database()
