-- The one door from SQL to Java, inside the backend. The jar is in place by now (the migration before this one).
--
-- Whoever calls a function in Java needs USAGE on PL/Java's own schema, where the backend finds the classes. That schema also
-- holds the functions that install and replace jars, and PUBLIC may execute them: they are closed before the schema is opened.
do $sqlj$
declare
    reader text;
    routine record;
begin
    for routine in
        select p.oid::pg_catalog.regprocedure::text as signature
        from pg_catalog.pg_proc p
        cross join lateral pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) a
        where p.pronamespace = 'sqlj'::pg_catalog.regnamespace
            and p.proname in (
                'install_jar', 'replace_jar', 'remove_jar', 'set_classpath',
                'add_type_mapping', 'drop_type_mapping', 'alias_java_language')
            and a.grantee = 0
            and a.privilege_type = 'EXECUTE'
        order by 1
    loop
        execute pg_catalog.format('revoke execute on function %s from public', routine.signature);
        insert into brisk.uninstall_step (statement, reason)
        values (
            pg_catalog.format('grant execute on function %s to public', routine.signature),
            'PL/Java lets everybody run this; closed because brisk_reader can now see its schema')
        on conflict do nothing;
    end loop;
    foreach reader in array '{brisk_reader,brisk_operator}'::text[] loop
        if not pg_catalog.has_schema_privilege(reader, 'sqlj', 'usage') then
            execute pg_catalog.format('grant usage on schema sqlj to %I', reader);
            insert into brisk.uninstall_step (statement, reason)
            values (
                pg_catalog.format('revoke usage on schema sqlj from %I', reader),
                'without it a call into Java is refused')
            on conflict do nothing;
        end if;
    end loop;
end
$sqlj$;

-- A session that is terminated, rather than cancelled, while Java is inside a statement takes the server down with it (seen with
-- PL/Java 1.6.9). So a client that is gone is noticed only when the call has ended.
create or replace function brisk.call(function text, args jsonb) returns jsonb
    language java
    volatile
    set search_path = pg_catalog, pg_temp
    set client_connection_check_interval = 0
    as 'java.lang.String=org.pgbrisk.Functions.call(java.lang.String,java.lang.String)';

revoke all on function brisk.call(text, jsonb) from public;
grant execute on function brisk.call(text, jsonb) to brisk_reader;

comment on function brisk.call(text, jsonb) is
    'Runs one function of pgbrisk by its name, with its arguments as a JSON object (NULL: none), and returns its rows as a JSON array. '
    'Use the typed function of the same name instead. Runs with the rights of the caller, who needs EXECUTE on the typed function. '
    'Errors: 42883 unknown function, 42501 no right, 22023 unknown or refused argument, 55000 another jar has been installed since this '
    'session first called.';
