-- What pgbrisk uses, or could use, where it is there; needs no right at all. created: its version in this database, null when it is not created.
select
    w.name,
    e.extversion as created,
    a.default_version as available,
    quote_ident(n.nspname) as schema,
    coalesce(has_schema_privilege(n.oid, 'usage'), false) as usable
from unnest('{pljava,hypopg,pg_stat_statements,pg_cron,vector,dblink,pgstattuple}'::text[]) as w (name)
left join pg_catalog.pg_extension e on e.extname = w.name
left join pg_catalog.pg_namespace n on n.oid = e.extnamespace
left join pg_catalog.pg_available_extensions a on a.name = w.name
