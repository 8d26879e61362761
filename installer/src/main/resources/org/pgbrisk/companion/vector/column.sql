-- A column, what its type is behind a domain (whose dimensions no index sees), and what the caller may do.
-- ?: the schemas in the caller's search_path, the table's oid, the column's name as in SQL
select c.oid::bigint as table_oid, a.attname as name,
       format('%I.%I', n.nspname, c.relname) as relation, c.relname as table_name, format('%I', a.attname) as quoted,
       c.relkind::text as kind, greatest(c.relpages, 0)::bigint as pages,
       case when e.oid is not null then t.typname end as type,
       format_type(a.atttypid, a.atttypmod) as written_type,
       format('%I', tn.nspname) as schema, tn.nspname = any (?::name[]) as schema_in_path,
       a.atttypmod as dimensions,
       coalesce((select max(s.null_frac) from pg_catalog.pg_stats s
                 where s.schemaname = n.nspname and s.tablename = c.relname and s.attname = a.attname), 0) as null_share,
       has_column_privilege(c.oid, a.attnum, 'SELECT') as readable,
       has_database_privilege(current_database(), 'TEMP') as may_create_temporary,
       current_setting('transaction_read_only') = 'on' as read_only
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_catalog.pg_type d on d.oid = a.atttypid
join pg_catalog.pg_type t on t.oid = case when d.typtype = 'd' then d.typbasetype else d.oid end
join pg_catalog.pg_namespace tn on tn.oid = t.typnamespace
left join pg_catalog.pg_depend b on b.classid = 'pg_catalog.pg_type'::regclass and b.objid = t.oid and b.deptype = 'e'
    and b.refclassid = 'pg_catalog.pg_extension'::regclass
left join pg_catalog.pg_extension e on e.oid = b.refobjid and e.extname = 'vector'
where c.oid = ?::bigint::oid and a.attname = (parse_ident(?::text))[1]
