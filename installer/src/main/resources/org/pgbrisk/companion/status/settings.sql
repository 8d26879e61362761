-- Settings of pgbrisk that somebody gave a value, wherever it stands, with the statement that takes it away again. ${stored} is a query of
-- (name, role, value), ${judged} judges the values of given_values, ${configured} are those of the configuration files.
with given_values as (
    select
        row_number() over () as id,
        g.*
    from (
        select
            lower(split_part(c.setting, '=', 1)) as name,
            nullif(substr(c.setting, strpos(c.setting, '=') + 1), '') as given,
            case
                when r.setrole = 0 and r.setdatabase = 0 then 'for all roles'
                when r.setrole = 0 then 'for the database'
                else 'for role ' || coalesce(u.rolname, r.setrole::text) || case when r.setdatabase = 0 then '' else ' in the database' end
            end as place,
            false as orphan,
            'alter '
                || case
                    when r.setrole = 0 and r.setdatabase = 0 then 'role all'
                    when r.setrole = 0 then 'database ' || quote_ident(current_database())
                    else 'role ' || quote_ident(u.rolname)
                        || case when r.setdatabase = 0 then '' else ' in database ' || quote_ident(current_database()) end
                end
                || ' reset '
                || (select string_agg(quote_ident(p.part), '.' order by p.at)
                    from unnest(string_to_array(split_part(c.setting, '=', 1), '.')) with ordinality as p (part, at))
                || ';' as undo
        from pg_catalog.pg_db_role_setting r
        left join pg_catalog.pg_roles u on u.oid = r.setrole
        cross join lateral unnest(r.setconfig) as c (setting)
        where lower(c.setting) like 'brisk.%'
            and r.setdatabase in (0, (select b.oid from pg_catalog.pg_database b where b.datname = current_database()))
        union all
        select
            t.name,
            t.value,
            case when t.role is null then 'in brisk.setting' else 'in brisk.setting for role ' || t.role end,
            t.role is not null and not exists (select from pg_catalog.pg_roles u where u.rolname = t.role),
            'delete from brisk.setting where name = ' || quote_literal(t.name) || ' and role '
                || case when t.role is null then 'is null' else '= ' || quote_literal(t.role) end || ';'
        from (${stored}) t
        union all
${configured}
    ) g
    where g.given is not null
)
select
    g.name, g.given, g.place, g.orphan, g.undo, j.name is not null as known, j.problem, j.expected,
    case when j.name is null then (
        -- As brisk.setting_name finds it: the one that shares most groups of three letters.
        select d.name
        from (${names}) d
        cross join lateral (
            select count(*) as shared
            from (
                select substr(d.name, i, 3) from generate_series(7, length(d.name) - 2) i
                intersect
                select substr(g.name, i, 3) from generate_series(7, length(g.name) - 2) i
            ) both_have
        ) likeness
        where likeness.shared > 0
        order by likeness.shared desc, abs(length(d.name) - length(g.name)), d.name
        limit 1
    ) end as nearest
from given_values g
left join (${judged}) j on j.source = g.id::text
order by g.name, g.id
