-- Settings of pgbrisk that ALTER ROLE and ALTER DATABASE have put down outside its schema, each as the statement that takes it back. Those of
-- this database go with it; those of a role in all databases may belong to another one that has pgbrisk.
select
    format(
        case
            when r.setrole = 0 and r.setdatabase = 0 then 'alter role all reset %3$s'
            when r.setrole = 0 then 'alter database %2$I reset %3$s'
            when r.setdatabase = 0 then 'alter role %1$I reset %3$s'
            else 'alter role %1$I in database %2$I reset %3$s'
        end,
        u.rolname,
        d.datname,
        (
            select string_agg(format('%I', p.part), '.' order by p.at)
            from unnest(string_to_array(split_part(c.setting, '=', 1), '.')) with ordinality as p (part, at)
        )) as statement
from pg_catalog.pg_db_role_setting r
cross join lateral unnest(r.setconfig) as c (setting)
left join pg_catalog.pg_roles u on u.oid = r.setrole
left join pg_catalog.pg_database d on d.oid = r.setdatabase
where lower(c.setting) like 'brisk.%'
    and (r.setdatabase = 0 or d.datname = current_database())
    and (r.setdatabase <> 0) = ?
order by statement
