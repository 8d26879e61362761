-- The routines and views of schema brisk; a row for each privilege of somebody else than the owner, at least one an object.
with
    object as (
        select
            case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end as kind,
            p.oid::regprocedure::text as identity,
            p.proname as name,
            p.oid,
            p.ctid::text as row_version,
            p.proowner as owner,
            p.proacl as acl
        from pg_catalog.pg_proc p
        where p.pronamespace = 'brisk'::regnamespace
        union all
        select 'view', c.oid::regclass::text, c.relname, c.oid, c.ctid::text, c.relowner, c.relacl
        from pg_catalog.pg_class c
        where c.relnamespace = 'brisk'::regnamespace and c.relkind = 'v'
    ),
    granted as (
        select o.kind, o.oid, a.privilege_type as privilege, a.grantee, a.is_grantable
        from object o
        cross join lateral pg_catalog.aclexplode(o.acl) a
        where a.grantee <> o.owner
        union all
        select o.kind, o.oid, a.privilege_type || ' (' || quote_ident(t.attname) || ')', a.grantee, a.is_grantable
        from object o
        join pg_catalog.pg_attribute t on t.attrelid = o.oid and t.attnum > 0 and not t.attisdropped
        cross join lateral pg_catalog.aclexplode(t.attacl) a
        where o.kind = 'view' and a.grantee <> o.owner
    )
select
    o.kind,
    o.identity,
    o.name,
    o.oid::bigint as oid,
    o.row_version,
    o.acl is not null as closed,
    g.privilege,
    case g.grantee when 0 then 'public' else g.grantee::regrole::text end as grantee,
    bool_or(g.is_grantable) as grantable
from object o
left join granted g on g.kind = o.kind and g.oid = o.oid
group by o.kind, o.identity, o.name, o.oid, o.row_version, o.acl is not null, g.privilege, g.grantee
order by o.identity, g.privilege, grantee
