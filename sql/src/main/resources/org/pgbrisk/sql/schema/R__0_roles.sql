-- The roles belong to the cluster and not to the database: a dump that is restored elsewhere comes without them, and without the
-- rights that were given to them. So what the first migration did for them is done again where it is missing.
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
    if not pg_catalog.pg_has_role('brisk_operator', 'brisk_reader', 'member') then
        grant brisk_reader to brisk_operator;
    end if;
end
$roles$;

grant usage on schema brisk to brisk_reader, brisk_operator, brisk_cache;

-- By it pgbrisk status sees what was dropped.
grant select on brisk.shipped to brisk_reader;
