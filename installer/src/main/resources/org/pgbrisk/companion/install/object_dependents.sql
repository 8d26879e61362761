-- What stands on routines (first parameter: their oids) and views (second): a row for each dependent, at least one an object.
-- These objects themselves are none, nor are their own parts (a view's rule, its row type). Ordered so that the objects can be
-- dropped one by one: what more stands on comes later. See dependents.sql for how the catalog is read.
with recursive
    dependency as (
        select classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype
        from pg_catalog.pg_depend
        union all
        select refclassid, refobjid, refobjsubid, classid, objid, objsubid, deptype
        from pg_catalog.pg_depend
        where deptype = 'i'
    ),
    root as (
        select 'pg_proc'::regclass as classid, unnest(?::oid[]) as objid
        union all
        select 'pg_class'::regclass, unnest(?::oid[])
    ),
    doomed as (
        select classid as root_class, objid as root, classid::oid as classid, objid, 0 as objsubid
        from root
        union
        select o.root_class, o.root, d.classid, d.objid, d.objsubid
        from dependency d
        join doomed o on d.refclassid = o.classid and d.refobjid = o.objid and o.objsubid in (0, d.refobjsubid)
        where d.deptype in ('n', 'a', 'i')
    ),
    reach as (
        select root_class, root, count(*) as reach
        from doomed
        group by root_class, root
    ),
    dependent as (
        select d.root_class, d.root, d.classid, d.objid, d.objsubid, i.type, i.identity
        from doomed d
        cross join lateral pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) i
        where not exists (select from root r where r.classid = d.classid and r.objid = d.objid)
            and not (d.classid = 'pg_rewrite'::regclass and exists (
                select from pg_catalog.pg_rewrite w where w.oid = d.objid and w.rulename = '_RETURN'))
            and not (d.classid = 'pg_type'::regclass and exists (
                select from pg_catalog.pg_type t where t.oid = d.objid and (t.typrelid <> 0 or t.typelem <> 0)))
    )
select
    r.root_class = 'pg_class'::regclass as is_view,
    r.root::bigint as oid,
    pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) as dependent,
    -- Dropping these loses nothing but their text; where more would be lost no statement is proposed.
    case
        when d.type in ('view', 'materialized view', 'function', 'procedure', 'aggregate', 'trigger', 'rule', 'policy')
            then 'drop ' || d.type || ' ' || d.identity || ';'
    end as statement
from reach r
left join dependent d on d.root_class = r.root_class and d.root = r.root
-- The youngest first: it stands on the others.
order by r.reach, r.root, d.objid desc, d.objsubid
