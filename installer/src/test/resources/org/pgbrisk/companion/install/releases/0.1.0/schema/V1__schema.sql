-- The schema's own state and the three roles. Flyway has made the schema and its history table by now.

comment on schema brisk is 'pgbrisk: keeps this database fast from the inside. Remove with: pgbrisk uninstall';

-- Roles belong to the whole cluster: another database may have made them, or be making them at this very moment.
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

-- What an installation changed outside its schema, with the statement that undoes it; `pgbrisk uninstall` runs them, last one first.
create table brisk.uninstall_step (
    step integer generated always as identity primary key,
    statement text not null unique,
    reason text not null
);
revoke all on brisk.uninstall_step from public;
comment on table brisk.uninstall_step is
    'What installing pgbrisk changed outside schema brisk: each row is a statement that undoes one change. Run by pgbrisk uninstall, last step first.';
