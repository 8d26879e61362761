create or replace function brisk.show_runtime() returns setof brisk.runtime
    language sql
    volatile
    rows 1
    as $show_runtime$
    select *
    from pg_catalog.jsonb_to_recordset(brisk.call('show_runtime', '{}'::pg_catalog.jsonb)) as runtime (
        runtime pg_catalog.text,
        java_version pg_catalog.text,
        java_vm pg_catalog.text,
        heap_used_bytes bigint,
        heap_max_bytes bigint,
        jar_version pg_catalog.text)
$show_runtime$;

revoke all on function brisk.show_runtime() from public;
grant execute on function brisk.show_runtime() to brisk_reader;

comment on function brisk.show_runtime() is
    'Shows the Java that runs pgbrisk''s functions for this session: one row. In a session that has not called Java yet it starts it. '
    'Columns: see \dT+ and the comments on type brisk.runtime.';
