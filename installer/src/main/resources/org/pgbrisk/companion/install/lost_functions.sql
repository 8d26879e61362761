-- Functions that are part of the installation and not there (any more).
select 'brisk.' || w.name as function
from unnest(string_to_array(?::text, ',')) as w (name)
where not exists (
    select
    from pg_catalog.pg_proc p
    join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'brisk' and p.proname = w.name)
order by w.name
