-- Whether the caller may read what the installation wrote down, and it is a plain table, whose reading runs nobody's code.
select exists (
    select
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'brisk'
        and c.relname = 'shipped'
        and c.relkind = 'r'
        and not c.relrowsecurity
        and has_schema_privilege(n.oid, 'usage')
        and has_table_privilege(c.oid, 'select'))
