create type brisk.index_suggestion as (
    rank integer,
    relation regclass,
    ddl text,
    kind text,
    reason text,
    size_bytes bigint,
    cost_before double precision,
    cost_after double precision,
    benefit_percent double precision,
    statements jsonb,
    evidence jsonb
);
comment on type brisk.index_suggestion is 'A row of brisk.suggest_indexes().';
comment on column brisk.index_suggestion.rank is '1 is the best; NULL where the row is no suggestion but says what was left out, and why.';
comment on column brisk.index_suggestion.relation is 'The table; NULL where the row is about a statement or the server.';
comment on column brisk.index_suggestion.ddl is
    'The statement that creates the index, complete as it stands; run it outside a transaction where it says CONCURRENTLY. '
    'NULL where nothing is suggested.';
comment on column brisk.index_suggestion.kind is
    'btree: makes statements of the workload cheaper. foreign_key: a foreign key that no index supports. '
    'skipped: a statement that could not be planned. notice: something the server lacks.';
comment on column brisk.index_suggestion.reason is 'Why, in a sentence.';
comment on column brisk.index_suggestion.size_bytes is 'Estimated size of the new index in bytes; NULL without statistics of the table.';
comment on column brisk.index_suggestion.cost_before is
    'What the statements that gain cost now, in the planner''s units times calls, with the suggestions of better rank in place.';
comment on column brisk.index_suggestion.cost_after is 'The same with this index too.';
comment on column brisk.index_suggestion.benefit_percent is 'How much of cost_before goes away, in percent.';
comment on column brisk.index_suggestion.statements is
    'The statements that gain, most first: [{queryid, calls, total_ms, cost_before, cost_after, share_percent}]; '
    'for kind skipped the statement.';
comment on column brisk.index_suggestion.evidence is
    'How the figures were got: method (hypopg: planned with a hypothetical index; statistics: computed from pg_stats), and what they rest on.';
