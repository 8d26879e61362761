-- Where pgbrisk is not installed there is no such role, and the rights on the tables decide.
select
    pg_is_in_recovery() as standby,
    coalesce((select pg_has_role(current_user, r.oid, 'member') from pg_roles r where r.rolname = 'brisk_operator'), true) as operator
