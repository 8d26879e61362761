create or replace function brisk.suggest_indexes(
    relation regclass default null,
    storage_budget bigint default null,
    max_suggestions integer default 20,
    queries text[] default null,
    time_limit interval default null,
    verify text default 'explain',
    keep boolean default false
) returns setof brisk.index_suggestion
    language sql
    volatile
    rows 20
    as $suggest_indexes$
    -- What is left out is as the default says: so sessions that loaded the classes of an older version go on, which do not know it.
    select *
    from pg_catalog.jsonb_to_recordset(brisk.call(
        'suggest_indexes',
        pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
            'relation', suggest_indexes.relation::pg_catalog.oid,
            'storage_budget', suggest_indexes.storage_budget,
            'max_suggestions', suggest_indexes.max_suggestions,
            'queries', suggest_indexes.queries,
            'time_limit', extract(epoch from suggest_indexes.time_limit),
            'verify', nullif(suggest_indexes.verify, 'explain'),
            'keep', nullif(suggest_indexes.keep, false),
            'search_path', pg_catalog.current_setting('search_path'))))) as suggestion (
        rank integer,
        relation pg_catalog.regclass,
        ddl pg_catalog.text,
        kind pg_catalog.text,
        reason pg_catalog.text,
        size_bytes bigint,
        cost_before double precision,
        cost_after double precision,
        benefit_percent double precision,
        statements pg_catalog.jsonb,
        evidence pg_catalog.jsonb,
        benefit_ms_per_day double precision,
        write_cost_percent double precision,
        at_risk pg_catalog.jsonb,
        confidence pg_catalog.text,
        replaces pg_catalog.text[],
        undo pg_catalog.text)
$suggest_indexes$;

revoke all on function brisk.suggest_indexes(regclass, bigint, integer, text[], interval, text, boolean) from public;
grant execute on function brisk.suggest_indexes(regclass, bigint, integer, text[], interval, text, boolean) to brisk_reader;

comment on function brisk.suggest_indexes(regclass, bigint, integer, text[], interval, text, boolean) is
    'Suggests indexes that make the workload cheaper, best first; changes nothing, unless keep is true. '
    'relation: only indexes on this table (NULL: all). '
    'storage_budget: bytes that all suggested indexes together may take (NULL: setting brisk.advisor_storage_budget; 0 or less: 22023). '
    'max_suggestions: 1 to 1000 (NULL: 20). '
    'queries: the statements to plan for (NULL: those of pg_stat_statements in this database that took the most time, as many as brisk.advisor_statements says). '
    'time_limit: after which what was found is returned, up to 24 hours (NULL: setting brisk.advisor_time_limit; 0 or less: 22023). '
    'verify: explain looks for plans that take longer than the planner believes, and suggests nothing that leads to them; none takes the planner at its word, and names them in at_risk; '
    'run builds indexes, runs statements and takes their time, see the setting brisk.advisor_verify_builds (off: 55000; no member of brisk_operator: 42501; a standby: 0A000) (NULL: explain; else 22023). '
    'keep: true keeps the answer in brisk.advice (no member of brisk_operator: 42501; a standby or a read-only transaction: 25006) (NULL: false). '
    'Obeys the settings brisk.advisor_..., see brisk.settings; one with a value out of its range: 22023. '
    'Columns: see \dT+ and the comments on type brisk.index_suggestion. What could not be planned comes last, with the reason.';

-- Kinds come with the functions, so they are said anew here.
comment on column brisk.index_suggestion.kind is
    'btree: makes statements of the workload cheaper. covering: a btree with INCLUDE, so that they need not visit the table. '
    'partial: only the rows of a condition. expression: a key that is computed. brin, hash, gin, gist: an index of that method. hnsw: the rows nearest to a vector, approximately. foreign_key: a foreign key that no index supports. '
    'statistics: CREATE STATISTICS on columns that hang together, where the planner is far off the number of rows. '
    'replace: does all that the indexes in replaces do, and more. drop: an index that nobody needs; size_bytes is what becomes free. skipped: a statement that could not be planned. notice: something the server lacks, or time that was over.';
