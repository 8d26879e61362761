-- Whether this database has pgbrisk's table of settings and the caller may read it. Reading must run nobody's code: a plain table, without
-- policies, of PostgreSQL's own types, which nobody whom the caller must not trust can put something else in place of.
select exists (
    select
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'brisk'
        and c.relname = 'setting'
        and c.relkind = 'r'
        and not c.relrowsecurity
        and ${trusts_table}
        and ${trusts_schema}
        and has_schema_privilege(n.oid, 'usage')
        and has_table_privilege(c.oid, 'select')
        and 3 = (
            select count(*)
            from pg_catalog.pg_attribute a
            where a.attrelid = c.oid
                and (a.attname, a.atttypid) in (
                    ('name', 'text'::regtype), ('role', 'name'::regtype), ('value', 'text'::regtype)))
) as readable
