-- No SET clause: what is asked is planned with the caller's search_path.
create or replace function brisk.suggest_indexes_for(
    query text,
    storage_budget bigint default null,
    max_suggestions integer default 20,
    verify text default 'explain'
) returns setof brisk.index_suggestion
    language plpgsql
    volatile
    rows 20
    as $suggest_indexes_for$
begin
    if suggest_indexes_for.query is null then
        raise exception using
            errcode = 'invalid_parameter_value',
            message = 'function suggest_indexes_for: query is NULL: expected the text of a statement',
            hint = 'For the workload of pg_stat_statements: select * from brisk.suggest_indexes();';
    end if;
    return query
    select s.*
    from brisk.suggest_indexes(
        storage_budget => suggest_indexes_for.storage_budget,
        max_suggestions => suggest_indexes_for.max_suggestions,
        queries => array[suggest_indexes_for.query],
        verify => suggest_indexes_for.verify) s;
end
$suggest_indexes_for$;

revoke all on function brisk.suggest_indexes_for(text, bigint, integer, text) from public;
grant execute on function brisk.suggest_indexes_for(text, bigint, integer, text) to brisk_reader;

comment on function brisk.suggest_indexes_for(text, bigint, integer, text) is
    'Suggests indexes for one statement: brisk.suggest_indexes with this statement alone; changes nothing. '
    'query: a statement with constants or with $1, $2, ..., planned with the caller''s search_path (NULL: 22023). '
    'storage_budget, max_suggestions, verify, errors and columns: as in brisk.suggest_indexes.';
