-- Sessions of this database whose lock says that they loaded another jar than the one installed (the parameter: its hash): see door_state.sql of
-- the functions. Anybody can take such a lock, so only those who may call count.
select l.pid, coalesce(a.usename, '') as login, coalesce(a.state, 'unknown') as state
from pg_catalog.pg_locks l
join pg_catalog.pg_stat_activity a on a.pid = l.pid
where l.locktype = 'advisory'
    and l.classid = 1651667818
    and l.objsubid = 2
    and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = current_database())
    and l.objid::bigint <> ('x' || substr(?::text, 1, 8))::bit(32)::bigint
    and l.pid <> pg_backend_pid()
    and coalesce(
        (select pg_has_role(a.usesysid, r.oid, 'usage') from pg_catalog.pg_roles r where r.rolname = 'brisk_reader'), false)
group by l.pid, a.usename, a.state
order by l.pid
