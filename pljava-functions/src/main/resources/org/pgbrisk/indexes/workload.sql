-- The statements of this database that took the most time, one row for each user and template: texts of which one asks for longer lists
-- than the other (IN, ARRAY, VALUES) are one template, and its text is that of the one that took the most time. Of those that took next to no time
-- the ones that write the most rows are there too, but not chosen.
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
),
template as (
    select
        p.userid, p.dbid, p.has_plan, p.may_write, p.may_gain,
        (array_agg(p.queryid order by p.total_exec_time desc, p.queryid))[1] as queryid,
        (array_agg(p.query order by p.total_exec_time desc, p.queryid))[1] as query,
        count(*) as entries, sum(p.calls)::bigint as calls, sum(p.total_exec_time) as total_ms, sum(p.rows)::float8 as rows_written
    from (
        select
            s.userid, s.dbid, s.queryid, s.query, s.calls, s.total_exec_time, s.rows,
            s.query ~* (
                '^([[:space:]]|/[*].*[*]/|--[^' || chr(10) || ']*' || chr(10) || ')*'
                    || '([(]|(select|insert|update|delete|merge|with|values|table)[[:>:]])') as has_plan,
            s.query ~* '[[:<:]](insert|update|delete|merge)[[:>:]]' as may_write,
            -- INSERT of values looks for no rows; and calls of pgbrisk itself are no workload.
            (s.query !~* '^[[:space:]]*insert[[:>:]]' or s.query ~* '[[:<:]](select|with|table)[[:>:]]')
                and s.query !~ '[[:<:]]brisk[.][a-z]' as may_gain,
            case when rows_as_one ~ '["'']' then rows_as_one else regexp_replace(rows_as_one, '[[:space:]]+', ' ', 'g') end as shape
        from ${statements_schema}.pg_stat_statements s
        -- Backslashes are written so that standard_conforming_strings does not matter.
        cross join lateral (
            select regexp_replace(s.query, '([^[:alnum:]_$])[$][0-9]+', chr(92) || '1$', 'g') as unnumbered
        ) u
        cross join lateral (
            select regexp_replace(
                u.unnumbered,
                '([[:<:]](in|array)[[:space:]]*[[(][[:space:]]*)[$]([[:space:]]*,[[:space:]]*[$])+',
                chr(92) || '1$', 'gi') as lists_as_one
        ) l
        cross join lateral (
            select regexp_replace(
                l.lists_as_one,
                '([(][[:space:]]*[$]([[:space:]]*,[[:space:]]*[$])*[[:space:]]*[)])'
                    || '([[:space:]]*,[[:space:]]*[(][[:space:]]*[$]([[:space:]]*,[[:space:]]*[$])*[[:space:]]*[)])+',
                chr(92) || '1', 'g') as rows_as_one
            -- Computed once.
            offset 0
        ) r
        where s.dbid = (select d.oid from pg_database d where d.datname = current_database())
            and s.query not like '%/* pgbrisk */%'
    ) p
    group by p.userid, p.dbid, p.has_plan, p.may_write, p.may_gain, p.shape
),
ranked as (
    select
        t.*,
        sum(t.total_ms) over (partition by t.may_gain order by t.total_ms desc, t.queryid, t.userid rows unbounded preceding)
            - t.total_ms as ms_before,
        sum(t.total_ms) over (partition by t.may_gain) as ms_in_all,
        row_number() over (partition by t.may_gain order by t.total_ms desc, t.queryid, t.userid) as place,
        row_number() over (partition by t.may_write, t.calls > 1 order by t.rows_written desc, t.queryid, t.userid) as writing_place
    from template t
    where t.has_plan and t.queryid is not null
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
    s.chosen,
    -- What ran once, such as filling a table, does not come again and again.
    case when s.may_write and s.calls > 1 then s.rows_written else 0 end as rows_written,
    not coalesce(pg_has_role(s.userid, current_user, 'member'), false) as less_rights
from (
    select r.userid, r.dbid, r.queryid, r.query, r.entries, r.calls, r.total_ms, r.may_write, r.rows_written, c.chosen
    from ranked r
    cross join lateral (
        select r.may_gain and r.ms_before <= ?::float8 / 100 * r.ms_in_all and r.place <= ?::integer as chosen
    ) c
    where c.chosen or r.may_write and r.calls > 1 and r.rows_written > 0 and r.writing_place <= ?::integer
    union all
    -- Those that the caller may not read.
    select t.userid, t.dbid, t.queryid, t.query, t.entries, t.calls, t.total_ms, false, 0, true
    from template t
    where t.queryid is null
) s
left join pg_roles u on u.oid = s.userid
order by s.total_ms desc, s.queryid, s.userid
