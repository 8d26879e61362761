-- What the installation brought and is not there (any more); identities as objects.sql writes them.
select s.object
from brisk.shipped s
where s.object not in (
    select p.oid::regprocedure::text
    from pg_catalog.pg_proc p
    where p.pronamespace = 'brisk'::regnamespace
    union all
    select c.oid::regclass::text
    from pg_catalog.pg_class c
    where c.relnamespace = 'brisk'::regnamespace and c.relkind = 'v')
order by s.object
