-- Objects outside schema brisk that "drop schema brisk cascade" would take along, in words.
with recursive
    -- dependent -> what it depends on. What is a part of something (internal: a view's rule, a column's sequence) goes only as a
    -- whole, so there the whole depends on its part too.
    dependency as (
        select classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype
        from pg_catalog.pg_depend
        union all
        select refclassid, refobjid, refobjsubid, classid, objid, objsubid, deptype
        from pg_catalog.pg_depend
        where deptype = 'i'
    ),
    member as (
        select classid, objid
        from pg_catalog.pg_depend
        where refclassid = 'pg_namespace'::regclass and refobjid = (select oid from pg_catalog.pg_namespace where nspname = 'brisk')
    ),
    -- Ours: what is in the schema, and the parts of it (indexes, constraints, defaults, row types).
    own as (
        select classid, objid from member
        union
        select d.classid, d.objid
        from dependency d
        join own o on d.refclassid = o.classid and d.refobjid = o.objid
        where d.deptype in ('a', 'i')
    ),
    doomed as (
        select classid, objid, 0 as objsubid from own
        union
        select d.classid, d.objid, d.objsubid
        from dependency d
        join doomed o on d.refclassid = o.classid and d.refobjid = o.objid and o.objsubid in (0, d.refobjsubid)
        where d.deptype in ('n', 'a', 'i')
    )
select distinct pg_catalog.pg_describe_object(classid, objid, objsubid) as dependent
from doomed d
-- A view is named, the rule that makes it one is not; a table's row type neither.
where (classid, objid) not in (select classid, objid from own)
    and not (classid = 'pg_namespace'::regclass and objid = (select oid from pg_catalog.pg_namespace where nspname = 'brisk'))
    and not (classid = 'pg_rewrite'::regclass and exists (
        select from pg_catalog.pg_rewrite w where w.oid = objid and w.rulename = '_RETURN'))
    and not (classid = 'pg_type'::regclass and exists (
        select from pg_catalog.pg_type t where t.oid = objid and (t.typrelid <> 0 or t.typelem <> 0)))
order by dependent
