-- What has been written to these tables, partitions with their root, and what every index on them has: columns (keys, included, those of
-- expressions and of a predicate), pages and entries of one leaf, entries in all. A standby counts no writes: there they are null.
-- blocks_hot: a row whose indexed value changes cannot be updated in place of its page; from 16 on BRIN does not stand in the way.
select
    t.oid::bigint as relation,
    written.inserted,
    written.updated,
    written.updated_hot,
    written.deleted,
    coalesce((
        select jsonb_agg(
            jsonb_build_object(
                'columns', used.columns,
                'pages', size.pages,
                'entries', size.entries,
                'in_all', size.in_all,
                'blocks_hot', m.amname <> 'brin' or current_setting('server_version_num')::int < 160000)
            order by x.oid)
        from pg_index i
        join pg_class x on x.oid = i.indexrelid
        join pg_am m on m.oid = x.relam
        cross join lateral (
            select coalesce(jsonb_agg(a.attname order by a.attnum), '[]') as columns
            from pg_attribute a
            where a.attrelid = i.indrelid
                and a.attnum > 0
                and (a.attnum = any (i.indkey)
                    or exists (
                        select
                        from pg_depend d
                        where d.classid = 'pg_class'::regclass
                            and d.objid = i.indexrelid
                            and d.refclassid = 'pg_class'::regclass
                            and d.refobjid = i.indrelid
                            and d.refobjsubid = a.attnum))
        ) used
        cross join lateral (
            select
                avg(l.relpages)::float8 as pages,
                avg(greatest(l.reltuples, 0))::float8 as entries,
                sum(greatest(l.reltuples, 0))::float8 as in_all
            from pg_class l
            where l.oid = x.oid and x.relkind = 'i'
                or x.relkind = 'I' and l.oid in (select p.relid from pg_partition_tree(x.oid) p where p.isleaf)
        ) size
        where i.indrelid = t.oid and i.indisready), '[]') as indexes
from pg_class t
left join lateral (
    select
        sum(s.n_tup_ins)::bigint as inserted, sum(s.n_tup_upd)::bigint as updated,
        sum(s.n_tup_hot_upd)::bigint as updated_hot, sum(s.n_tup_del)::bigint as deleted
    from pg_stat_all_tables s
    where not pg_is_in_recovery()
        and (s.relid = t.oid and t.relkind <> 'p'
            or t.relkind = 'p' and s.relid in (select p.relid from pg_partition_tree(t.oid) p where p.isleaf))
) written on true
where t.oid in (select value::bigint::oid from jsonb_array_elements_text(?::jsonb))
order by t.oid
