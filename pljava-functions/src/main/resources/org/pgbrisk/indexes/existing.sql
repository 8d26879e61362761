-- The indexes of these tables that any statement can use: valid, without a predicate. Of each the leading keys that have the column's own
-- collation, in order: columns, and expressions as the server writes them. operator_class is null for the default one.
select
    i.indrelid::bigint as relation,
    x.relname::text as name,
    m.amname::text as method,
    i.indisunique and i.indimmediate as is_unique,
    i.indnkeyatts as keys_in_all,
    coalesce((
        select jsonb_agg(
            jsonb_build_object(
                'name', k.name, 'expression', k.expression, 'operator_class', k.class, 'descending', (k.option & 1) <> 0, 'nulls_first', (k.option & 2) <> 0)
            order by k.position)
        from (
            select
                key.position,
                a.attname as name,
                case when key.attribute = 0 then pg_get_indexdef(i.indexrelid, key.position::int, false) end as expression,
                case
                    when o.opcdefault then null
                    when o.opcnamespace = 'pg_catalog'::regnamespace then quote_ident(o.opcname)
                    else (select quote_ident(n.nspname) from pg_namespace n where n.oid = o.opcnamespace) || '.' || quote_ident(o.opcname)
                end as class,
                i.indoption[key.position - 1]::int as option,
                bool_and(key.attribute = 0
                        or a.attnum is not null and i.indcollation[key.position - 1] = a.attcollation)
                    over (order by key.position) as plain
            from unnest(i.indkey) with ordinality as key (attribute, position)
            left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = key.attribute and key.attribute > 0
            left join pg_opclass o on o.oid = i.indclass[key.position - 1]
            where key.position <= i.indnkeyatts
        ) k
        where k.plain), '[]') as keys,
    coalesce(
        (select jsonb_agg(a.attname) from pg_attribute a where a.attrelid = i.indrelid and a.attnum = any (i.indkey)),
        '[]') as columns
from pg_index i
join pg_class x on x.oid = i.indexrelid
join pg_am m on m.oid = x.relam
where i.indrelid in (select value::bigint::oid from jsonb_array_elements_text(?::jsonb))
    and i.indisvalid
    and i.indisready
    and i.indpred is null
order by i.indrelid, i.indexrelid
