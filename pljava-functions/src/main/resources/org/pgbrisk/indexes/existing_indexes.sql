-- Indexes as they are, with what says whether one of them is needless: of these tables (tables) and their partitions, and with everywhere also those
-- of other tables that look needless at first sight: not valid, with a first key that another has too, or never read.
-- Left out are temporary tables, those of the system and of extensions, and those that somebody has locked or waits to lock in ACCESS
-- EXCLUSIVE mode, for pg_get_indexdef would wait behind that.
-- Sizes are those of the last VACUUM, ANALYZE or CREATE INDEX: to look at a file would wait there too.
with recursive lock as (
    select l.relation, l.mode, l.pid
    from pg_locks l
    where l.locktype = 'relation' and l.database = (select d.oid from pg_database d where d.datname = current_database())
),
busy as (
    select l.relation from lock l where l.mode = 'AccessExclusiveLock' and l.pid <> pg_backend_pid()
),
owner as (
    select c.oid, c.oid as root, t.value is not null as asked
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    left join jsonb_array_elements_text(${tables}::jsonb) t on t.value::bigint::oid = c.oid
    where c.relkind in ('r', 'm', 'p')
        and c.relpersistence <> 't'
        and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'brisk', 'sqlj')
        and (t.value is not null or ${everywhere} and not c.relispartition)
        and c.oid not in (select b.relation from busy b)
        and not exists (
            select
            from pg_depend d
            where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_extension'::regclass and d.deptype = 'e')
    union all
    select h.inhrelid, o.root, o.asked
    from owner o
    join pg_inherits h on h.inhparent = o.oid
    join pg_class c on c.oid = h.inhrelid and c.relispartition and c.relkind in ('r', 'p')
    where c.oid not in (select b.relation from busy b)
),
listed as (
    select o.root, i.indexrelid as oid
    from owner o
    join pg_index i on i.indrelid = o.oid
    join pg_class x on x.oid = i.indexrelid
    where o.asked
        or not (i.indisvalid and i.indisready and i.indislive)
        or exists (
            select from pg_index t where t.indrelid = i.indrelid and t.indexrelid <> i.indexrelid and t.indkey[0] = i.indkey[0])
        or not i.indisunique and (x.relkind = 'I' or pg_stat_get_numscans(x.oid) = 0)
),
-- An index of a partitioned table with all that hang under it.
member as (
    select l.oid as top, l.oid
    from listed l
    union all
    select m.top, h.inhrelid
    from member m
    join pg_inherits h on h.inhparent = m.oid
),
whole as (
    select
        m.top,
        sum(x.relpages)::bigint * current_setting('block_size')::int as bytes,
        coalesce(sum(s.idx_scan), 0)::bigint as scans,
        jsonb_agg(x.relname) as names,
        bool_or(i.indisreplident) as replica_identity,
        bool_or(i.indisclustered) as clustered,
        bool_or(exists (select from pg_constraint c where c.conindid = m.oid)) as constrained,
        bool_or(exists (
            select
            from pg_depend d
            where d.classid = 'pg_class'::regclass and d.objid = m.oid and d.refclassid = 'pg_extension'::regclass)) as of_extension
    from member m
    join pg_class x on x.oid = m.oid
    join pg_index i on i.indexrelid = m.oid
    left join pg_stat_all_indexes s on s.indexrelid = m.oid
    group by m.top
)
select
    x.oid::bigint as oid,
    i.indrelid::bigint as relation,
    listed.root::bigint as root,
    quote_ident(tn.nspname) || '.' || quote_ident(t.relname) as table_name,
    quote_ident(xn.nspname) || '.' || quote_ident(x.relname) as name,
    m.amname as method,
    i.indisunique as is_unique,
    i.indimmediate as immediate,
    coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) as nulls_not_distinct,
    (select jsonb_agg(
            jsonb_build_object(
                'name', coalesce(a.attname, pg_get_indexdef(x.oid, k.position::int, false)),
                'expression', a.attname is null,
                'operator_class', case when cn.nspname <> 'pg_catalog' then quote_ident(cn.nspname) || '.' else '' end
                    || quote_ident(oc.opcname),
                -- A column of type varchar can have the class of char(n), which is a default one and does not fit.
                'plain_class', oc.opcdefault and (oc.opcintype <> 'bpchar'::regtype or a.atttypid = oc.opcintype),
                'collation', i.indcollation[k.position - 1]::bigint,
                'plain_collation', i.indcollation[k.position - 1] in (0, coalesce(a.attcollation, 'pg_catalog."default"'::regcollation)),
                'descending', (i.indoption[k.position - 1] & 1) <> 0,
                'nulls_first', (i.indoption[k.position - 1] & 2) <> 0,
                'options', xa.attoptions)
            order by k.position)
        from unnest(i.indkey) with ordinality as k (attribute, position)
        join pg_opclass oc on oc.oid = i.indclass[k.position - 1]
        join pg_namespace cn on cn.oid = oc.opcnamespace
        join pg_attribute xa on xa.attrelid = x.oid and xa.attnum = k.position
        left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attribute and k.attribute > 0
        where k.position <= i.indnkeyatts) as keys,
    (select coalesce(jsonb_agg(a.attname), '[]')
        from unnest(i.indkey) with ordinality as k (attribute, position)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attribute
        where k.position > i.indnkeyatts) as include,
    pg_get_expr(i.indpred, i.indrelid) as predicate,
    x.reloptions::text as options,
    i.indisvalid and i.indisready and i.indislive as valid,
    x.relkind = 'I' as partitioned,
    -- Whoever builds, rebuilds or drops an index has such a lock on the table, and everybody sees it here.
    not (i.indisvalid and i.indisready and i.indislive) and exists (
        select from lock l where l.relation = i.indrelid and l.mode not in ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock')
    ) as unfinished,
    (select coalesce(jsonb_agg(g.guard), '[]')
        from (
            values
                ('a constraint', w.constrained),
                ('the replica identity', w.replica_identity),
                ('CLUSTER', w.clustered),
                ('an extension', w.of_extension),
                ('an index of the partitioned table', x.relispartition)
        ) as g (guard, holds)
        where g.holds) as guards,
    exists (
        select
        from pg_constraint c
        where c.conrelid = i.indrelid
            and c.contype = 'f'
            and (i.indkey::int2[])[0:least(i.indnkeyatts, cardinality(c.conkey)) - 1] <@ c.conkey) as serves_foreign_key,
    w.scans,
    w.names,
    coalesce(w.bytes, 0) as bytes,
    case
        when current_setting('track_commit_timestamp')::boolean and not pg_is_in_recovery()
            then extract(epoch from now() - pg_xact_commit_timestamp(i.xmin))::float8 / 86400
    end as days_old,
    quote_ident(x.relname) as own_name,
    d.target || coalesce(' TABLESPACE ' || quote_ident(ts.spcname), '') || coalesce(d.condition, '') as target
from listed
join pg_index i on i.indexrelid = listed.oid
join pg_class x on x.oid = i.indexrelid
join pg_namespace xn on xn.oid = x.relnamespace
join pg_am m on m.oid = x.relam
join pg_class t on t.oid = i.indrelid
join pg_namespace tn on tn.oid = t.relnamespace
join whole w on w.top = x.oid
left join pg_tablespace ts on ts.oid = x.reltablespace
cross join lateral (
    select
        ' WHERE ' || pg_get_expr(i.indpred, i.indrelid) as condition,
        regexp_replace(
            substr(
                pg_get_indexdef(x.oid),
                length(case when i.indisunique then 'CREATE UNIQUE INDEX ' else 'CREATE INDEX ' end || quote_ident(x.relname) || ' ON ') + 1),
            '^ONLY ', '') as definition
) c
cross join lateral (
    select
        c.condition,
        case
            when c.condition is null then c.definition
            when right(c.definition, length(c.condition)) = c.condition
                then left(c.definition, length(c.definition) - length(c.condition))
        end as target
) d
order by i.indrelid, x.oid
