-- Foreign keys that no index of the referencing table supports: each DELETE or key UPDATE of a referenced row then reads the whole
-- table. An index counts when it is a valid B-tree without a predicate whose first keys are the foreign key's columns, in any
-- order. Those of partitions are their parent's.
select
    c.conrelid::bigint as relation,
    tn.nspname::text as schema,
    t.relname::text as name,
    quote_ident(c.conname) as constraint_name,
    c.confrelid::regclass::text as referenced,
    (select jsonb_agg(a.attname order by k.position)
        from unnest(c.conkey) with ordinality as k (attribute, position)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attribute) as columns,
    (select string_agg(quote_ident(a.attname) || ' = $' || k.position, ' and ' order by k.position)
        from unnest(c.conkey) with ordinality as k (attribute, position)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attribute) as condition,
    coalesce(w.n_tup_del, 0) as referenced_deleted,
    coalesce(w.n_tup_upd, 0) as referenced_updated
from pg_constraint c
join pg_class t on t.oid = c.conrelid
join pg_namespace tn on tn.oid = t.relnamespace
left join pg_stat_all_tables w on w.relid = c.confrelid
where c.contype = 'f'
    and c.conparentid = 0
    and t.relkind in ('r', 'p')
    and t.relpersistence <> 't'
    and (?::text is null or c.conrelid = ?::bigint::oid)
    and not exists (
        select
        from pg_index i
        join pg_class x on x.oid = i.indexrelid
        join pg_am m on m.oid = x.relam and m.amname = 'btree'
        where i.indrelid = c.conrelid
            and i.indisvalid
            and i.indisready
            and i.indpred is null
            and i.indnkeyatts >= cardinality(c.conkey)
            and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)
order by coalesce(w.n_tup_del, 0) + coalesce(w.n_tup_upd, 0) desc, c.conrelid, c.conname
