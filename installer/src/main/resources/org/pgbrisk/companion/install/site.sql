-- What an installer has to know of a database before it touches it; needs no right at all.
select
    current_database() as database,
    current_setting('server_version') as version,
    current_setting('server_version_num')::integer as version_number,
    current_user::text as login,
    n.oid is not null as schema_exists,
    (
        select count(*) = 2
        from pg_catalog.pg_class c
        where c.relnamespace = n.oid and c.relname in ('flyway_schema_history', 'uninstall_step')
    ) as ours,
    -- Who could have laid a trap for the caller: the owner of schema brisk, of a table, view or function in it that bears a name of ours
    -- (the parameter: functions), or of PL/Java's schema.
    (
        select min(coalesce(r.rolname::text, o.owner::text))
        from (
            select n.nspowner as owner where n.oid is not null
            union
            select c.relowner
            from pg_catalog.pg_class c
            where c.relnamespace = n.oid
                and c.relname in (
                    'flyway_schema_history', 'uninstall_step', 'shipped', 'setting', 'settings',
                    'wire', 'wire_call', 'wire_caller', 'companion', 'companions')
            union
            select p.proowner
            from pg_catalog.pg_proc p
            where p.pronamespace = n.oid and p.proname::text = any (string_to_array(?::text, ','))
            union
            select sqlj.nspowner where sqlj.oid is not null
        ) o
        left join pg_catalog.pg_roles r on r.oid = o.owner
        where not ${trusted}
    ) as suspect,
    pg_catalog.obj_description(n.oid, 'pg_namespace') as comment,
    (
        select h.lanname
        from pg_catalog.pg_proc p
        join pg_catalog.pg_language h on h.oid = p.prolang
        -- text, jsonb
        where p.pronamespace = n.oid and p.proname = 'call' and p.proargtypes = '25 3802'::oidvector
    ) as door_language,
    exists (
        select from pg_catalog.pg_proc p where p.pronamespace = n.oid and p.proname like 'wire\_%'
    ) as wired,
    java.oid is not null as java_exists,
    (
        select x.default_version from pg_catalog.pg_available_extensions x where x.name = 'pljava'
    ) as pljava_available,
    l.rolsuper as superuser,
    has_database_privilege(current_database(), 'create') as may_create_schema,
    l.rolcreaterole as may_create_roles,
    coalesce(has_language_privilege(java.oid, 'usage'), false) as may_use_java,
    coalesce(pg_has_role(sqlj.nspowner, 'usage'), false) as owns_sqlj,
    coalesce(pg_has_role(n.nspowner, 'usage'), true) as owns_schema,
    -- In the access list itself: a superuser may without it.
    exists (
        select
        from pg_catalog.aclexplode(n.nspacl) a
        join pg_catalog.pg_roles r on r.oid = a.grantee
        where r.rolname = 'brisk_reader' and a.privilege_type = 'USAGE'
    ) as reader_admitted,
    array_to_json(array(
        select r.rolname
        from pg_catalog.pg_roles r
        where r.rolname in ('brisk_reader', 'brisk_operator', 'brisk_cache')
        order by r.rolname
    )) as roles
from pg_catalog.pg_roles l
left join pg_catalog.pg_namespace n on n.nspname = 'brisk'
left join pg_catalog.pg_language java on java.lanname = 'java'
left join pg_catalog.pg_namespace sqlj on sqlj.nspname = 'sqlj'
where l.rolname = current_user
