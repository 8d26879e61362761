-- Names through which planning a statement can reach code of somebody who cannot act as the caller. EXPLAIN executes IMMUTABLE
-- functions while planning, with the caller's rights: called in the statement, behind an operator, in a view, in an index, a
-- check constraint, a policy or a default of a table.
-- kind: function (dangerous where it is called, as f(x) or as x.f), operator, relation (where tables are named), name (wherever it stands).
with recursive suspect (class, object) as (
    select 'pg_proc'::regclass::oid, p.oid
    from pg_proc p
    join pg_language l on l.oid = p.prolang
    where l.lanname not in ('internal', 'c')
        and p.oid >= 16384
        and not pg_has_role(p.proowner, current_user, 'member')
    union
    select reached.class, reached.object
    from suspect s
    left join pg_depend d on d.refclassid = s.class and d.refobjid = s.object
    cross join lateral (
        -- Whoever reads the parent reads the child.
        select 'pg_class'::regclass::oid as class, h.inhparent as object
        from pg_inherits h
        where s.class = 'pg_class'::regclass and h.inhrelid = s.object
        union all
        select d.classid as class, d.objid as object
        where d.classid in ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_type'::regclass)
            or d.classid = 'pg_class'::regclass and s.class <> 'pg_class'::regclass
        union all
        select 'pg_class'::regclass, r.ev_class
        from pg_rewrite r
        where d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
        union all
        select 'pg_class'::regclass, i.indrelid
        from pg_index i
        where d.classid = 'pg_class'::regclass and s.class <> 'pg_class'::regclass and i.indexrelid = d.objid
        union all
        select 'pg_class'::regclass, c.conrelid
        from pg_constraint c
        where d.classid = 'pg_constraint'::regclass and c.oid = d.objid and c.conrelid <> 0 and c.contype <> 'f'
        union all
        select 'pg_type'::regclass, c.contypid
        from pg_constraint c
        where d.classid = 'pg_constraint'::regclass and c.oid = d.objid and c.contypid <> 0
        union all
        select 'pg_class'::regclass, p.polrelid
        from pg_policy p
        where d.classid = 'pg_policy'::regclass and p.oid = d.objid
        union all
        select 'pg_class'::regclass, a.adrelid
        from pg_attrdef a
        where d.classid = 'pg_attrdef'::regclass and a.oid = d.objid
        union all
        select 'pg_class'::regclass, x.stxrelid
        from pg_statistic_ext x
        where d.classid = 'pg_statistic_ext'::regclass and x.oid = d.objid
        union all
        select 'pg_type'::regclass, t.oid
        from pg_cast c
        join pg_type t on t.oid in (c.castsource, c.casttarget) and t.oid >= 16384
        where d.classid = 'pg_cast'::regclass and c.oid = d.objid
    ) reached
)
select 'function' as kind, p.proname::text as name
from suspect s
join pg_proc p on s.class = 'pg_proc'::regclass and p.oid = s.object
union
select 'operator', o.oprname::text
from suspect s
join pg_operator o on s.class = 'pg_operator'::regclass and o.oid = s.object
union
select 'relation', c.relname::text
from suspect s
join pg_class c on s.class = 'pg_class'::regclass and c.oid = s.object
union
select 'name', t.typname::text
from suspect s
join pg_type t on s.class = 'pg_type'::regclass and t.oid = s.object
where not exists (select from pg_class c where c.oid = t.typrelid and c.relkind <> 'c')
order by 1, 2
