-- What an installer has to know of a database before it puts the bridge into it; needs no right at all.
select
    'brisk_wire_' || d.oid as login,
    w.oid is not null as login_exists,
    -- From 16 on CREATEROLE alone does not do.
    w.oid is not null
        and l.rolcreaterole
        and (
            current_setting('server_version_num')::integer < 160000
            or pg_has_role(w.oid, 'member with admin option')) as may_alter_login,
    l.rolcreaterole as may_create_login,
    x.oid is not null as dblink_exists,
    v.version is not null as dblink_available,
    coalesce(l.rolsuper or not v.superuser or v.trusted and has_database_privilege(d.oid, 'create'), false) as may_create_dblink,
    -- The functions that use it run with the rights of who installs them.
    coalesce(
        (
            select bool_and(has_function_privilege(p.oid, 'execute'))
            from pg_catalog.pg_depend e
            join pg_catalog.pg_proc p on p.oid = e.objid
            where e.classid = 'pg_proc'::regclass
                and e.refclassid = 'pg_extension'::regclass
                and e.refobjid = x.oid
                and p.proname like 'dblink\_%'
                and p.proname not like 'dblink\_connect\_u'
                and p.proname not like 'dblink\_fdw%'
        )
        and has_schema_privilege(x.extnamespace, 'usage'),
        false) as may_use_dblink,
    pg_has_role(d.datdba, 'usage')
        or w.oid is not null and has_database_privilege(w.oid, d.oid, 'connect')
        or exists (
            select
            from pg_catalog.aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
            where a.grantee = 0 and a.privilege_type = 'CONNECT') as connect_is_possible
from pg_catalog.pg_database d
join pg_catalog.pg_roles l on l.rolname = current_user
left join pg_catalog.pg_roles w on w.rolname = 'brisk_wire_' || d.oid
left join pg_catalog.pg_extension x on x.extname = 'dblink'
left join pg_catalog.pg_available_extensions e on e.name = 'dblink'
left join pg_catalog.pg_available_extension_versions v on v.name = e.name and v.version = e.default_version
where d.datname = current_database()
