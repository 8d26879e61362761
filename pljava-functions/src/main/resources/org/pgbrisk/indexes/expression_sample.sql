-- What the values of some expressions are like, in a part of a table's rows.
-- position: of the expression; present: the rows where it is not NULL; width, alignment, equal_is_same, varying, remainders, sampled: as in columns.sql;
-- keys, once: how many different values were seen, and how many of them in one row only.
with sampled as materialized (${sampled}),
keys as (
    select v.position, v.missing, v.type, v.collated, v.key, min(v.width) as width, count(*) as rows
    from sampled
    cross join lateral (values ${values}) as v (position, missing, width, type, collated, key)
    group by v.position, v.missing, v.type, v.collated, v.key
),
seen as (
    select
        k.position, k.type, k.collated,
        sum(k.rows) as rows,
        coalesce(sum(k.rows) filter (where not k.missing), 0) as present,
        coalesce(sum(k.rows * k.width) filter (where not k.missing) / sum(k.rows) filter (where not k.missing), 16) as width,
        jsonb_build_array(
            coalesce(sum(k.rows) filter (where not k.missing and k.width % 8 = 0), 0),
            coalesce(sum(k.rows) filter (where not k.missing and k.width % 8 = 1), 0),
            coalesce(sum(k.rows) filter (where not k.missing and k.width % 8 = 2), 0),
            coalesce(sum(k.rows) filter (where not k.missing and k.width % 8 = 3), 0),
            coalesce(sum(k.rows) filter (where not k.missing and k.width % 8 = 4), 0),
            coalesce(sum(k.rows) filter (where not k.missing and k.width % 8 = 5), 0),
            coalesce(sum(k.rows) filter (where not k.missing and k.width % 8 = 6), 0),
            coalesce(sum(k.rows) filter (where not k.missing and k.width % 8 = 7), 0)) as remainders,
        count(*) filter (where not k.missing) as keys,
        count(*) filter (where not k.missing and k.rows = 1) as once
    from keys k
    group by k.position, k.type, k.collated
)
select
    s.position,
    s.rows::float8 as rows,
    s.present::float8 as present,
    case when t.typlen > 0 then t.typlen else s.width end::float8 as width,
    case
        when t.typlen > 0 then case t.typalign when 'd' then 8 when 'i' then 4 when 's' then 2 else 1 end
        when s.width < 127 then 1
        else case t.typalign when 'd' then 8 else 4 end
    end as alignment,
    t.typlen < 0 as varying,
    s.remainders,
    s.keys::float8 as keys,
    s.once::float8 as once,
    exists (
        select
        from pg_opclass o
        join pg_amproc p on p.amprocfamily = o.opcfamily and p.amproclefttype = o.opcintype and p.amprocrighttype = o.opcintype
        where o.opcmethod = (select m.oid from pg_am m where m.amname = 'btree')
            and o.opcdefault
            and p.amprocnum = 4
            and (o.opcintype = base.oid
                or base.typtype = 'e' and o.opcintype = 'anyenum'::regtype
                or exists (
                    select
                    from pg_cast c
                    where c.castsource = base.oid and c.casttarget = o.opcintype and c.castmethod = 'b' and c.castcontext = 'i')))
        and base.oid <> 'bpchar'::regtype
        and coalesce((select l.collisdeterministic from pg_collation l where l.oid = s.collated::regcollation), true) as equal_is_same,
    base.oid < 16384 or base.typtype = 'e' as sampled
from seen s
join pg_type t on t.oid = s.type
join pg_type base on base.oid = coalesce(nullif(t.typbasetype, 0), t.oid)
order by s.position
