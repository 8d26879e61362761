-- What PL/Java is told, and the beginning of the statement that tells it something else, at the source that is in force.
select
    s.name,
    case
        when pg_has_role('pg_read_all_settings', 'usage') then current_setting(s.name, true)
    end as value,
    coalesce(
        (
            select 'alter '
                || case
                    when r.setrole = 0 then 'database ' || quote_ident(current_database())
                    else 'role ' || quote_ident(session_user)
                        || case when r.setdatabase <> 0 then ' in database ' || quote_ident(current_database()) else '' end
                end
            from pg_catalog.pg_db_role_setting r
            cross join lateral unnest(r.setconfig) as c (setting)
            where lower(split_part(c.setting, '=', 1)) = s.name
                and r.setrole in (0, (select u.oid from pg_catalog.pg_roles u where u.rolname = session_user))
                and r.setdatabase in (0, (select b.oid from pg_catalog.pg_database b where b.datname = current_database()))
                and (r.setrole, r.setdatabase) <> (0, 0)
            order by r.setrole = 0, r.setdatabase = 0
            limit 1
        ),
        'alter database ' || quote_ident(current_database())
    ) || ' set ' || s.name || ' = ' as alter
from unnest('{pljava.libjvm_location,pljava.vmoptions,pljava.allow_unenforced}'::text[]) as s (name)
