-- Whether an answer can be kept here. A table that somebody with fewer rights has laid in our place could carry a trigger.
select
    t.oid is not null as installed,
    pg_is_in_recovery() as standby,
    current_setting('transaction_read_only')::boolean as read_only,
    coalesce(has_table_privilege(t.oid, 'insert'), false) as permitted
from (values (1)) as always (one)
left join (
    select c.oid
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'brisk' and c.relname = 'advice' and c.relkind = 'r'
        and ${trusts_table}
        and ${trusts_schema}
) t on true
