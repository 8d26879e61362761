-- The value in force of each setting, strongest source first: what the session says (where ALTER ROLE and ALTER DATABASE have put theirs at
-- login), the table, the default. An empty value counts as none: it is what SET LOCAL leaves behind.
-- ${stored} is a query of (name, role, value), ${file} the value that the configuration file gives s.name.
select
    d.name,
    coalesce(
        case
            when s.given is not null then coalesce(
                (select a.source
                    from (
                        select
                            -- The one that wins where several are there.
                            (array['role in database', 'role', 'database', 'all roles'])[
                                1 + (r.setrole = 0)::integer * 2 + (r.setdatabase = 0)::integer] as source,
                            substr(c.setting, strpos(c.setting, '=') + 1) as value,
                            (r.setrole = 0)::integer * 2 + (r.setdatabase = 0)::integer as place
                        from pg_catalog.pg_db_role_setting r
                        cross join lateral unnest(r.setconfig) as c (setting)
                        where lower(split_part(c.setting, '=', 1)) = d.name
                            and r.setrole in (0, (select u.oid from pg_catalog.pg_roles u where u.rolname = session_user))
                            and r.setdatabase in (
                                0, (select b.oid from pg_catalog.pg_database b where b.datname = current_database()))
                        order by place
                        limit 1
                    ) a
                    where a.value = s.given),
                case when s.given = ${file} then 'configuration file' end,
                'session')
        end,
        case when r.value is not null then 'table for role' end,
        case when t.value is not null then 'table' end,
        'default') as source,
    coalesce(s.given, r.value, t.value, d.boot_val) as given
from definition d
cross join lateral (select nullif(current_setting(d.name, true), '')) as s (given)
left join (${stored}) r on r.name = d.name and r.role = session_user
left join (${stored}) t on t.name = d.name and t.role is null
