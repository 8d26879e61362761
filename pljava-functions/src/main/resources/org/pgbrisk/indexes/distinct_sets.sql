-- How many different combinations of values some columns have, where somebody has created statistics (ndistinct) on them that the
-- caller may see. Those on expressions are left out.
select
    c.oid::bigint as relation,
    names.names,
    max(d.value::float8) as distinct
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_stats_ext s on s.schemaname = n.nspname and s.tablename = c.relname
cross join lateral jsonb_each_text(s.n_distinct::text::jsonb) as d (attributes, value)
cross join lateral (
    select jsonb_agg(a.attname order by a.attname) as names, count(a.attname) = count(*) as complete
    from string_to_table(d.attributes, ', ') as k (attribute)
    left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attribute::int2 and a.attnum > 0
) names
where c.oid in (select value::bigint::oid from jsonb_array_elements_text(?::jsonb))
    and names.complete
    -- From 15 on a parent has one row for itself and one with its children.
    and coalesce((to_jsonb(s) ->> 'inherited')::boolean, c.relkind = 'p') = (c.relkind = 'p')
group by c.oid, names.names
order by c.oid, names.names
