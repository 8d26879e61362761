-- An error that the server raises itself reaches the client whole; one thrown in Java loses its detail and its hint.
create or replace function brisk.raise(sqlstate text, message text, detail text, hint text) returns void
    language plpgsql
    volatile
    as $raise$
begin
    if raise.detail is null then
        raise exception using errcode = raise.sqlstate, message = raise.message, hint = raise.hint;
    end if;
    raise exception using
        errcode = raise.sqlstate, message = raise.message, detail = raise.detail, hint = raise.hint;
end
$raise$;

revoke all on function brisk.raise(text, text, text, text) from public;
grant execute on function brisk.raise(text, text, text, text) to brisk_reader;

comment on function brisk.raise(text, text, text, text) is
    'Internal. Raises an error with this SQLSTATE, message, detail (may be NULL) and hint. Never returns.';
