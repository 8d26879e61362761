-- What a suggestion brings, costs, risks and replaces.

alter type brisk.index_suggestion
    add attribute benefit_ms_per_day double precision,
    add attribute write_cost_percent double precision,
    add attribute at_risk jsonb,
    add attribute confidence text,
    add attribute replaces text[],
    add attribute undo text;
comment on column brisk.index_suggestion.benefit_ms_per_day is
    'What the statements that gain took in milliseconds a day, since pg_stat_statements was reset, less what they would take if time went by cost; NULL where calls are not known.';
comment on column brisk.index_suggestion.write_cost_percent is
    'How much more the writes on the table would cost, in percent of what they cost with the indexes that it has; 0 where nothing is written, NULL where nothing is known.';
comment on column brisk.index_suggestion.at_risk is
    'Statements that may get slower, though their cost falls: [{queryid, query, reason}]; empty where none is known.';
comment on column brisk.index_suggestion.confidence is
    'high, medium or low: how far the figures can be trusted; evidence says what they rest on. NULL where nothing is suggested.';
comment on column brisk.index_suggestion.replaces is
    'Indexes that this one makes needless, quoted and with their schema; NULL where there are none. Drop them once it is built.';
comment on column brisk.index_suggestion.undo is
    'The statement that takes it back; NULL where nothing is suggested.';
