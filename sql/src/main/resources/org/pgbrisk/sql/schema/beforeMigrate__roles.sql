-- Roles belong to the whole cluster: another database may have made them, or be making them at this very moment; and a dump that is
-- restored elsewhere comes without them. So Flyway runs this before any migration, each time.
do $roles$
declare
    wanted record;
begin
    for wanted in
        select *
        from (values
            ('brisk_reader', 'pgbrisk: may call all that looks'),
            ('brisk_operator', 'pgbrisk: may call all that looks and all that changes'),
            ('brisk_cache', 'pgbrisk: for applications: the cache, nothing else')) as r (name, comment)
    loop
        if not exists (select from pg_catalog.pg_roles where rolname = wanted.name) then
            begin
                execute pg_catalog.format('create role %I nologin', wanted.name);
                execute pg_catalog.format('comment on role %I is %L', wanted.name, wanted.comment);
            exception when duplicate_object or unique_violation then
                null;
            end;
        end if;
    end loop;
    -- Not pg_has_role: names are looked up with a snapshot of the catalogs that may be older than the query that has just seen the role, and
    -- then "does not exist".
    if not exists (
        select
        from pg_catalog.pg_auth_members m
        join pg_catalog.pg_roles g on g.oid = m.roleid
        join pg_catalog.pg_roles r on r.oid = m.member
        where g.rolname = 'brisk_reader' and r.rolname = 'brisk_operator')
    then
        grant brisk_reader to brisk_operator;
    end if;
end
$roles$;
