-- The statements of this database that took the most time, one row for each user and query.
-- pg_stat_statements keeps no search_path: the user's own setting stands in for it.
-- less_rights: the statement's user cannot act as the caller, so the caller must not run that user's code.
with server_path as (
    -- What reset_val shows is the server's own unless this caller has a setting of its own.
    select case
        when exists (
            select
            from pg_db_role_setting r
            cross join lateral unnest(r.setconfig) as c (setting)
            where starts_with(c.setting, 'search_path=')
                and r.setrole in (0, (select oid from pg_roles where rolname = current_user)))
        then '"$user", public'
        else (select g.reset_val from pg_settings g where g.name = 'search_path')
    end as path
)
select
    coalesce(u.rolname, s.userid::text) as user_name,
    s.entries,
    s.queryid,
    s.query as sql,
    s.calls,
    s.total_ms,
    replace(
        coalesce(
            (select substr(c.setting, length('search_path=') + 1)
                from pg_db_role_setting r
                cross join lateral unnest(r.setconfig) as c (setting)
                where starts_with(c.setting, 'search_path=')
                    and r.setrole in (0, s.userid)
                    and r.setdatabase in (0, s.dbid)
                order by r.setrole = 0, r.setdatabase = 0
                limit 1),
            (select path from server_path)),
        '"$user"', quote_ident(u.rolname)) as search_path,
    not coalesce(pg_has_role(s.userid, current_user, 'member'), false) as less_rights
from (
    select
        p.userid, p.dbid, p.queryid, min(p.query) as query, count(*) as entries,
        sum(p.calls)::bigint as calls, sum(p.total_exec_time) as total_ms
    from ${statements_schema}.pg_stat_statements p
    where p.dbid = (select d.oid from pg_database d where d.datname = current_database())
        and p.query not like '%/* pgbrisk */%'
    group by p.userid, p.dbid, p.queryid
) s
left join pg_roles u on u.oid = s.userid
order by s.total_ms desc, s.queryid, s.userid
limit ?::integer
