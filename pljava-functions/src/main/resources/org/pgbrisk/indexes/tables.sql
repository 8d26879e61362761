-- The tables behind the names in plans, partitions under the name of their root. Temporary, foreign and system tables are left
-- out: nobody should put an index there. rows is -1 where nobody has run ANALYZE; for a partitioned table it is the sum.
select
    u.schema as used_schema,
    u.name as used_name,
    c.oid::bigint as oid,
    quote_ident(n.nspname) as schema,
    quote_ident(c.relname) as name,
    c.relname::text as raw_name,
    n.oid::bigint as schema_oid,
    c.relkind = 'p' as partitioned,
    size.rows,
    size.pages,
    coalesce(written.inserted, 0) as inserted,
    coalesce(written.updated, 0) as updated,
    coalesce(written.deleted, 0) as deleted
from (select distinct j.schema, j.name from jsonb_to_recordset(?::jsonb) as j (schema text, name text)) u
join pg_namespace un on un.nspname = u.schema
join pg_class uc on uc.relnamespace = un.oid and uc.relname = u.name
join pg_class c on c.oid = coalesce(pg_partition_root(uc.oid), uc.oid)
join pg_namespace n on n.oid = c.relnamespace
cross join lateral (
    select
        case when bool_or(l.reltuples >= 0) then sum(greatest(l.reltuples, 0)) else -1 end::float8 as rows,
        sum(l.relpages)::bigint as pages
    from pg_class l
    where l.oid = c.oid and c.relkind <> 'p'
        or c.relkind = 'p' and l.relkind = 'r' and l.oid in (select t.relid from pg_partition_tree(c.oid) t where t.isleaf)
) size
left join lateral (
    select sum(t.n_tup_ins)::bigint as inserted, sum(t.n_tup_upd)::bigint as updated, sum(t.n_tup_del)::bigint as deleted
    from pg_stat_all_tables t
    where t.relid = c.oid and c.relkind <> 'p'
        or c.relkind = 'p' and t.relid in (select p.relid from pg_partition_tree(c.oid) p where p.isleaf)
) written on true
where c.relkind in ('r', 'm', 'p')
    and c.relpersistence <> 't'
    and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'brisk', 'sqlj')
order by u.schema, u.name
