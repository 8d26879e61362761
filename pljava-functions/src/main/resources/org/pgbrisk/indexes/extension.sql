-- Whether an extension is created in this database, or can be.
select
    w.name,
    (select quote_ident(n.nspname)
        from pg_extension e
        join pg_namespace n on n.oid = e.extnamespace
        where e.extname = w.name) as schema,
    exists (select from pg_available_extensions a where a.name = w.name) as available
from (select ?::text as name) w
