-- How the Java side runs what may fail: a savepoint taken in Java would break every caller that holds a snapshot.
create or replace function brisk.attempt(batch jsonb) returns jsonb
    language plpgsql
    volatile
    as $attempt$
declare
    outcomes jsonb[] := '{}';
begin
${attempt_body}
    return pg_catalog.to_jsonb(outcomes);
end
$attempt$;

revoke all on function brisk.attempt(jsonb) from public;
grant execute on function brisk.attempt(jsonb) to brisk_reader;

comment on function brisk.attempt(jsonb) is
    'Internal. Runs {attempts: [{setup, statement, cleanup, undo}], afterwards: [statement]}: each attempt in a subtransaction of its '
    'own, with the rights of the caller, and answers for each {rows} or {sqlstate, message, detail, hint}. A statement is opened as a '
    'cursor, so it can be one statement only. Errors: 57014 when the call is cancelled, after the clean-up.';
