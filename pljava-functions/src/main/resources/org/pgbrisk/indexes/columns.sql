-- Columns a B-tree can have, as keys or included, with what is known of their values. The width is that of a value in bytes; distinct is the
-- number of different values (below 0: a share of the rows, negated), null where there are no statistics that the caller may see.
-- equal_is_same: equal values have equal bytes (support function 4 of the operator class), so that the B-tree may keep one of
-- them with a list of rows (deduplication). An index on char(n) never does, whatever its operator class says (tried on 15).
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
        s.avg_width + case when t.typlen < 0 and base.oid <> 'bpchar'::regtype then 0.5 else 0 end,
        case when t.typlen > 0 then t.typlen else 16 end) as width,
    case
        when t.typlen > 0 then case t.typalign when 'd' then 8 when 'i' then 4 when 's' then 2 else 1 end
        -- A short value has a header of one byte and stands anywhere.
        when coalesce(s.avg_width, 0) < 127 then 1
        else case t.typalign when 'd' then 8 else 4 end
    end as alignment,
    coalesce(s.null_frac, 0)::float8 as null_fraction,
    nullif(s.n_distinct, 0)::float8 as distinct,
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
        and not (may_outlie and s.avg_width is not null and s.none_common and s.none_ordered) as keyable,
    -- A value of 2,704 bytes does not fit into a B-tree, and the row with it would be refused.
    (t.typlen > 0 or base.typtype = 'e'
            or base.oid in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'numeric'::regtype)
                and coalesce(s.avg_width, 16) <= 100)
        and not (may_outlie and not coalesce(s.all_common, false)) as includable
from wanted w
join pg_attribute a on a.attrelid = w.relation and a.attname = w.name and a.attnum > 0 and not a.attisdropped
join pg_type t on t.oid = a.atttypid
join based on based.type = t.oid
join pg_type base on base.oid = based.base and base.typtype <> 'd'
join pg_class c on c.oid = a.attrelid
join pg_namespace n on n.oid = c.relnamespace
left join pg_collation l on l.oid = a.attcollation
left join lateral (
    -- By name for each column: a join over the whole view took seconds for some thousand columns.
    select
        p.avg_width, p.null_frac, p.n_distinct,
        p.most_common_freqs is null as none_common,
        p.histogram_bounds is null as none_ordered,
        p.null_frac + (select sum(f) from unnest(p.most_common_freqs) f) > 0.99 as all_common
    from pg_stats p
    where p.schemaname = n.nspname and p.tablename = c.relname and p.attname = a.attname and p.inherited = (c.relkind = 'p')
    offset 0
) s on true
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
