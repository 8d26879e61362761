-- Columns a B-tree can have, as keys or included, with what is known of their values. The width is that of a value in bytes; distinct is the
-- number of different values (below 0: a share of the rows, negated), null where there are no statistics that the caller may see;
-- common_values of them stand in common_share of the rows.
-- equal_is_same: equal values have equal bytes (support function 4 of the operator class), so that the B-tree may keep one of
-- them with a list of rows (deduplication). An index on char(n) does so by 15.19
-- and not by 15.20 (tried): it is taken not to.
-- remainders: the share of the values whose width leaves 0 to 7 when it is divided by 8, from the values that ANALYZE kept; null where
-- they do not tell. An index aligns each entry to 8 bytes.
-- type: without domains; element_width: of the type of an array's elements, below 0 where it varies; null where they have no order, so that
-- GIN does not take the array either.
-- collation: null for that of the database.
-- pattern_class: the operator class in the order of bytes, in which texts that begin alike stand side by side; null where the column's own
-- order is that of the bytes.
-- sampled: a statement may compare its values: that leads to code of PostgreSQL alone, and to no policy.
with recursive wanted as (
    select distinct j.oid::bigint::oid as relation, j.name from jsonb_to_recordset(?::jsonb) as j (oid text, name text)
),
-- Tables with values moved out of their rows. ANALYZE counts such a value as its 18 bytes of pointer, an index has to hold all of it.
outlying as materialized (
    select w.relation
    from (select distinct relation from wanted) w
    where exists (
        select
        from pg_class l
        join pg_class toast on toast.oid = l.reltoastrelid
        where (l.oid = w.relation or l.oid in (select t.relid from pg_partition_tree(w.relation) t where t.isleaf))
            -- Not pg_relation_size, which waits for a lock.
            and (toast.relpages > 0 or pg_stat_get_live_tuples(toast.oid) > 0))
),
-- A domain may be over a domain.
based (type, base) as (
    select t.oid, t.oid from pg_type t
    union all
    select b.type, t.typbasetype from based b join pg_type t on t.oid = b.base where t.typtype = 'd'
)
select
    a.attrelid::bigint as relation,
    a.attname::text as name,
    quote_ident(a.attname) as quoted,
    -- ANALYZE cuts off what the average has behind the point.
    coalesce(
        case
            when t.typlen > 0 then t.typlen
            when kept.width is not null then least(greatest(kept.width, s.avg_width), s.avg_width + 1)
            when base.oid = 'bpchar'::regtype then s.avg_width
            else s.avg_width + 0.5
        end,
        16) as width,
    case
        when t.typlen > 0 then case t.typalign when 'd' then 8 when 'i' then 4 when 's' then 2 else 1 end
        -- A short value has a header of one byte and stands anywhere.
        when coalesce(s.avg_width, 0) < 127 then 1
        else case t.typalign when 'd' then 8 else 4 end
    end as alignment,
    coalesce(s.null_frac, 0)::float8 as null_fraction,
    nullif(s.n_distinct, 0)::float8 as distinct,
    coalesce(cardinality(s.most_common_freqs), 0) as common_values,
    coalesce((select sum(f) from unnest(s.most_common_freqs) f), 0)::float8 as common_share,
    case when t.typlen < 0 then kept.remainders end as remainders,
    t.typlen < 0 as varying,
    coalesce(s.correlation, 0)::float8 as correlation,
    exists (
        select
        from pg_amproc p
        where p.amprocfamily = class.opcfamily
            and p.amproclefttype = class.opcintype
            and p.amprocrighttype = class.opcintype
            and p.amprocnum = 4)
        and base.oid <> 'bpchar'::regtype
        and coalesce(l.collisdeterministic, true) as equal_is_same,
    -- ANALYZE passes over values of more than 1 kB: where it kept none, all are such.
    class.opcfamily is not null
        and coalesce(s.avg_width, 0) <= 500
        and not (may_outlie and s.avg_width is not null and s.none_common and s.none_ordered) and a.attgenerated <> 'v' as keyable,
    -- A value of 2,704 bytes does not fit into a B-tree, and the row with it would be refused.
    (t.typlen > 0 or base.typtype = 'e'
            or base.oid in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'numeric'::regtype)
                and coalesce(s.avg_width, 16) <= 100)
        and not (may_outlie and not coalesce(s.all_common, false)) as includable,
    base.typname::text as type,
    (select e.typlen::int
        from pg_type e
        where e.oid = base.typelem
            and base.typcategory = 'A'
            and (e.typtype = 'e' or e.typname = 'varchar' or exists (
                select
                from pg_opclass o
                where o.opcmethod = (select m.oid from pg_am m where m.amname = 'btree')
                    and o.opcdefault
                    and o.opcintype = e.oid))) as element_width,
    case when l.collprovider <> 'd' then quote_ident(l.collname) end as collation,
    case
        when is_c then null
        when base.oid = 'text'::regtype then 'text_pattern_ops'
        when base.oid = 'varchar'::regtype then 'varchar_pattern_ops'
        when base.oid = 'bpchar'::regtype then 'bpchar_pattern_ops'
    end as pattern_class,
    (base.oid < 16384 or base.typtype = 'e') and not row_security_active(c.oid) and a.attgenerated <> 'v' as sampled
from wanted w
join pg_attribute a on a.attrelid = w.relation and a.attname = w.name and a.attnum > 0 and not a.attisdropped
join pg_type t on t.oid = a.atttypid
join based on based.type = t.oid
join pg_type base on base.oid = based.base and base.typtype <> 'd'
join pg_class c on c.oid = a.attrelid
join pg_namespace n on n.oid = c.relnamespace
left join pg_collation l on l.oid = a.attcollation
cross join lateral (
    -- The collation of the database is written there. Of PostgreSQL's own provider (b), new in 17, all are in the order of bytes.
    select case
        when l.collprovider = 'd' then
            (select coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') = 'b'
                or coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') = 'c' and d.datcollate in ('C', 'POSIX')
                from pg_database d where d.datname = current_database())
        else l.collprovider = 'b' or l.collprovider = 'c' and l.collcollate in ('C', 'POSIX')
    end as is_c
) collated
left join lateral (
    -- By name for each column: a join over the whole view took seconds for some thousand columns.
    select
        p.avg_width, p.null_frac, p.n_distinct, p.correlation, p.most_common_vals, p.most_common_freqs, p.histogram_bounds,
        p.most_common_freqs is null as none_common,
        p.histogram_bounds is null as none_ordered,
        p.null_frac + (select sum(f) from unnest(p.most_common_freqs) f) > 0.99 as all_common
    from pg_stats p
    where p.schemaname = n.nspname and p.tablename = c.relname and p.attname = a.attname and p.inherited = (c.relkind = 'p')
    offset 0
) s on true
left join lateral (
    select
        sum(v.weight * v.bytes) / sum(v.weight) as width,
        jsonb_build_array(
            (100 * sum(v.weight) filter (where v.bytes % 8 = 0))::int, (100 * sum(v.weight) filter (where v.bytes % 8 = 1))::int,
            (100 * sum(v.weight) filter (where v.bytes % 8 = 2))::int, (100 * sum(v.weight) filter (where v.bytes % 8 = 3))::int,
            (100 * sum(v.weight) filter (where v.bytes % 8 = 4))::int, (100 * sum(v.weight) filter (where v.bytes % 8 = 5))::int,
            (100 * sum(v.weight) filter (where v.bytes % 8 = 6))::int, (100 * sum(v.weight) filter (where v.bytes % 8 = 7))::int) as remainders
    from (
        select
            k.weight,
            -- A short value has a header of one byte.
            size.payload + case when size.payload < 127 then 1 else 4 end as bytes
        from (
            select m.value, m.weight
            from unnest(s.most_common_vals::text::text[], s.most_common_freqs::float8[]) as m (value, weight)
            union all
            select h.value, greatest(
                1 - s.null_frac - coalesce((select sum(f) from unnest(s.most_common_freqs) f), 0), 0.001) / count(*) over ()
            from unnest(s.histogram_bounds::text::text[]) as h (value)
        ) k
        cross join lateral (
            select case base.oid
                when 'numeric'::regtype then pg_column_size(k.value::numeric) - 4
                when 'bytea'::regtype then octet_length(k.value::bytea)
                when 'inet'::regtype then case when family(k.value::inet) = 4 then 6 else 18 end
                when 'cidr'::regtype then case when family(k.value::inet) = 4 then 6 else 18 end
                else octet_length(k.value)
            end as payload
        ) size
    ) v
    where base.oid in (
        'text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'numeric'::regtype, 'bytea'::regtype, 'inet'::regtype, 'cidr'::regtype)
    having sum(v.weight) > 0
) kept on true
left join lateral (
    select o.opcfamily, o.opcintype
    from pg_opclass o
    where o.opcmethod = (select m.oid from pg_am m where m.amname = 'btree')
        and o.opcdefault
        and (o.opcintype = base.oid
            or base.typtype = 'e' and o.opcintype = 'anyenum'::regtype
            or base.typtype = 'r' and o.opcintype = 'anyrange'::regtype
            or base.typcategory = 'A' and o.opcintype = 'anyarray'::regtype
            or exists (
                select
                from pg_cast b
                where b.castsource = base.oid and b.casttarget = o.opcintype and b.castmethod = 'b' and b.castcontext = 'i'))
    order by o.opcintype = base.oid desc, o.oid
    limit 1
) class on true
cross join lateral (
    select t.typlen < 0
        and a.attstorage in ('x', 'e')
        and a.attrelid in (select o.relation from outlying o)
        and not (base.oid in ('varchar'::regtype, 'bpchar'::regtype)
            and greatest(a.atttypmod, t.typtypmod) between 5 and 504) as may_outlie
) storage
order by a.attrelid, a.attnum
