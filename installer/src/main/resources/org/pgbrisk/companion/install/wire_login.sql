-- How far the login of the wire works that brisk.wire names: it is this database's own (a dump or a copy brings another one's along), the role
-- has the password of that row, as its comment says, and it has the rights that are given to it besides its functions.
select
    coalesce(bool_and(s.fits), false) as fits,
    coalesce(
        bool_and(
            s.fits
            and has_database_privilege(s.role, s.database, 'connect')
            and has_schema_privilege(s.role, 'brisk', 'usage')),
        false) as works
from (
    select
        r.oid as role,
        d.oid as database,
        r.rolcanlogin
            and w.login::text = 'brisk_wire_' || d.oid
            and coalesce(
                right(shobj_description(r.oid, 'pg_authid'), 14)
                    = '(' || left(encode(sha256(convert_to(w.password, 'UTF8')), 'hex'), 12) || ')',
                false) as fits
    from brisk.wire w
    join pg_catalog.pg_roles r on r.rolname = w.login
    join pg_catalog.pg_database d on d.datname = current_database()
) s
