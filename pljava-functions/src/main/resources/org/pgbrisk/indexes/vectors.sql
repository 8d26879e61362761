-- Columns of pgvector's types that have a number of dimensions that an HNSW index can hold, and the distances that this version of pgvector
-- has operator classes for.
-- The type of the column itself: a domain over one hides its dimensions from the index.
select
    a.attrelid::bigint as relation,
    a.attname::text as name,
    quote_ident(n.nspname) as schema,
    t.typname::text as type,
    a.atttypmod as dimensions,
    coalesce((
        select jsonb_agg(substr(o.opcname, length(t.typname) + 2, length(o.opcname) - length(t.typname) - 5) order by o.opcname)
        from pg_opclass o
        where o.opcmethod = (select m.oid from pg_am m where m.amname = 'hnsw')
            and o.opcintype = t.oid
            and o.opcnamespace = t.typnamespace
            and o.opcname like t.typname || '\_%\_ops'), '[]') as distances
from (select distinct j.oid::bigint::oid as relation, j.name from jsonb_to_recordset(?::jsonb) as j (oid text, name text)) w
join pg_attribute a on a.attrelid = w.relation and a.attname = w.name and a.attnum > 0 and not a.attisdropped
join pg_type t on t.oid = a.atttypid
join pg_namespace n on n.oid = t.typnamespace
where exists (
        select
        from pg_depend d
        join pg_extension e on e.oid = d.refobjid
        where d.classid = 'pg_type'::regclass
            and d.objid = t.oid
            and d.deptype = 'e'
            and d.refclassid = 'pg_extension'::regclass
            and e.extname = 'vector')
    and a.atttypmod between 1 and case t.typname when 'vector' then 2000 when 'halfvec' then 4000 else 0 end
order by a.attrelid, a.attname
