-- The table somebody asks about: the root of its tree where it is a partition.
select
    c.relkind::text as kind,
    coalesce(pg_partition_root(c.oid), c.oid)::bigint as root,
    c.oid::regclass::text as name
from pg_class c
where c.oid = ?::bigint::oid
