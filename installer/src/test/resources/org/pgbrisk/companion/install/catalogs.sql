-- The catalogs without oids; an ACL that is not set counts as the default, because revoking and granting writes the default down.
with acl as (
    select 'schema ' || nspname as what, coalesce(nspacl, acldefault('n', nspowner)) as acl from pg_namespace where nspname !~ '^pg_(toast_)?temp'
    union all
    select 'function ' || p.oid::regprocedure || ' ' || p.prosrc || coalesce(p.proconfig::text, ''), coalesce(proacl, acldefault('f', proowner))
    from pg_proc p
    union all
    select 'relation ' || c.oid::regclass || ' ' || c.relkind::text, coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", relowner))
    from pg_class c where c.relkind <> 't' and c.relname !~ '^pg_toast'
    union all
    select 'type ' || t.oid::regtype, coalesce(t.typacl, acldefault('T', typowner)) from pg_type t where t.typname !~ '^pg_toast'
    union all
    select 'language ' || lanname, coalesce(lanacl, acldefault('l', lanowner)) from pg_language
    union all
    select 'database ' || datname, coalesce(datacl, acldefault('d', datdba)) from pg_database where datname = current_database()
    union all
    select 'default of ' || coalesce(defaclnamespace::regnamespace::text, '') || defaclobjtype::text, defaclacl from pg_default_acl
)
select what || ' ' || coalesce((
    select string_agg(grantee::regrole || ':' || privilege_type || ':' || is_grantable, ',' order by grantee, privilege_type, is_grantable)
    from aclexplode(acl)), '') as line
from acl
union all select 'role ' || (to_jsonb(r) - 'oid')::text from pg_roles r
union all select 'member ' || roleid::regrole || ' ' || member::regrole from pg_auth_members
union all select 'setting ' || setdatabase || ' ' || setrole || ' ' || setconfig::text from pg_db_role_setting
union all select 'extension ' || extname || ' ' || extversion from pg_extension
union all select 'comment ' || count(*) from pg_description
union all select 'shared comment ' || count(*) from pg_shdescription
union all select 'trigger ' || tgname from pg_trigger where not tgisinternal
order by 1
