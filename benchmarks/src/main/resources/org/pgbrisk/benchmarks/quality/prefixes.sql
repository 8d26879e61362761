-- New B-trees whose keys are those of another one, or the first of them: the other does their work.
with tree as (
    select
        pg_index.indexrelid as index,
        pg_index.indrelid as relation,
        pg_get_expr(pg_index.indpred, pg_index.indrelid) as predicate,
        array_agg(
            pg_get_indexdef(pg_index.indexrelid, position::integer, false)
                || ' ' || pg_index.indclass[position - 1] || ' ' || pg_index.indcollation[position - 1]
                || ' ' || pg_index.indoption[position - 1]
            order by position) as keys
    from pg_index
    join pg_stat_user_indexes using (indexrelid)
    join pg_class on pg_class.oid = pg_index.indexrelid
    join pg_am on pg_am.oid = pg_class.relam and pg_am.amname = 'btree'
    cross join generate_series(1, pg_index.indnkeyatts::bigint) as position
    group by pg_index.indexrelid, pg_index.indrelid, predicate
)
select format('%s begins as %s', narrow.index::regclass, wide.index::regclass)
from tree as narrow
join tree as wide on wide.relation = narrow.relation and wide.index <> narrow.index
where narrow.index > ${before}::oid
    and narrow.predicate is not distinct from wide.predicate
    and narrow.keys = wide.keys[1:cardinality(narrow.keys)]
    -- Of two alike one is too many, not both.
    and (cardinality(narrow.keys) < cardinality(wide.keys) or narrow.index > wide.index)
order by 1
