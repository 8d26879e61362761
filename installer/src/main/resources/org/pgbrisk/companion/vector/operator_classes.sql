-- The operator classes of pgvector's access methods in one schema.
-- ?: the schema, quoted
select m.amname as method, o.opcname as name
from pg_catalog.pg_opclass o
join pg_catalog.pg_am m on m.oid = o.opcmethod
join pg_catalog.pg_namespace n on n.oid = o.opcnamespace
where m.amname in ('hnsw', 'ivfflat') and format('%I', n.nspname) = ?::text
order by 1, 2
