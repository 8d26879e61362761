-- The extended statistics of some tables, and one row without a name for each table. Those on expressions count by their columns.
-- empty: nobody has run ANALYZE since they were created. Only the table's owner may see that; for others it is false.
-- inherited: the table has children, and is not partitioned.
select
    c.oid::bigint as relation,
    s.name,
    coalesce(s.columns, '[]') as columns,
    coalesce(s.kinds, '') as kinds,
    coalesce(s.empty, false) as empty,
    c.relkind <> 'p' and exists (select from pg_inherits h where h.inhparent = c.oid) as inherited
from pg_class c
cross join lateral (
    select null::text as name, null::jsonb as columns, null::text as kinds, null::boolean as empty
    union all
    select
        quote_ident(n.nspname) || '.' || quote_ident(x.stxname),
        (select jsonb_agg(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum = any (x.stxkeys::int2[])),
        array_to_string(x.stxkind, ''),
        pg_has_role(c.relowner, 'usage') and not exists (
            select
            from pg_stats_ext v
            where v.statistics_schemaname = n.nspname
                and v.statistics_name = x.stxname
                -- 14 has a row from the beginning, with nothing in it.
                and (current_setting('server_version_num')::int >= 150000
                    or v.n_distinct is not null or v.dependencies is not null or v.most_common_vals is not null))
    from pg_statistic_ext x
    join pg_namespace n on n.oid = x.stxnamespace
    where x.stxrelid = c.oid
) s
where c.oid in (select value::bigint::oid from jsonb_array_elements_text(?::jsonb))
order by c.oid, s.name
