create or replace function brisk.explain_suggestion(query text, ddl text[] default null) returns setof brisk.suggestion_plan
    language sql
    volatile
    rows 20
    as $explain_suggestion$
    select *
    from pg_catalog.jsonb_to_recordset(brisk.call(
        'explain_suggestion',
        pg_catalog.jsonb_build_object(
            'query', explain_suggestion.query,
            'ddl', explain_suggestion.ddl,
            'search_path', pg_catalog.current_setting('search_path')))) as plan (
        line integer,
        plan_before pg_catalog.text,
        plan_after pg_catalog.text)
$explain_suggestion$;

revoke all on function brisk.explain_suggestion(text, text[]) from public;
grant execute on function brisk.explain_suggestion(text, text[]) to brisk_reader;

comment on function brisk.explain_suggestion(text, text[]) is
    'The plan of a statement as the database is, beside the one with indexes that do not exist yet; builds and runs nothing. '
    'query: one statement with constants or with $1, $2, ..., planned with the caller''s search_path (NULL, or one that cannot be planned: 22023). '
    'ddl: CREATE INDEX statements, one an element (NULL: those that brisk.suggest_indexes_for suggests; anything else: 22023). '
    'Needs hypopg (55000). An index of a method that hypopg does not know, such as GIN: 0A000. '
    'Columns: see \dT+ and the comments on type brisk.suggestion_plan.';
