-- Whether running code of ${owner} (an oid) lends nobody the rights of the caller: he is a superuser, or could act as the caller anyhow. Whoever
-- is no superuser also trusts those whom the owner of PL/Java trusts, the real one: they can put any jar in place.
(
    coalesce((select t.rolsuper from pg_catalog.pg_roles t where t.oid = ${owner}), false)
    or coalesce(pg_has_role(${owner}, (select t.oid from pg_catalog.pg_roles t where t.rolname = current_user), 'member'), false)
    or exists (
        select
        from pg_catalog.pg_language l
        join pg_catalog.pg_proc h on h.oid = l.lanplcallfoid
        join pg_catalog.pg_namespace s on s.oid = h.pronamespace
        join pg_catalog.pg_roles t on t.rolname = current_user
        where l.lanname = 'java' and not t.rolsuper and pg_has_role(${owner}, s.nspowner, 'member'))
)
