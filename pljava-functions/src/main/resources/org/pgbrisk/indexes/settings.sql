        -- name, category, vartype, unit, boot_val, min_val, max_val, enumvals, short_desc, extra_desc, cost
        (
            'brisk.advisor_costs', 'Index advisor', 'enum', null, 'auto', null::numeric, null::numeric,
            array['auto', 'hypopg', 'statistics'],
            'Who says what a statement would cost with an index.',
            'hypopg: the planner, shown the index by extension hypopg; where that is not created in the database, the call is refused. '
                || 'statistics: a computation from the statistics of the table. auto: hypopg where it is created, else statistics.',
            'statistics takes less time and is less exact.'
        ),
        (
            'brisk.advisor_foreign_keys', 'Index advisor', 'bool', null, 'on', null, null, null,
            'Whether foreign keys without an index are looked for.',
            'Off where rows of the referenced tables are never deleted and their keys never change.',
            'A query of the catalogs, and one plan for each such foreign key.'
        ),
        (
            'brisk.advisor_lock_timeout', 'Index advisor', 'integer', 'ms', '200', 1, 60000, null,
            'How long planning a statement may wait for a lock.',
            'A statement that does not get its locks in time is listed as skipped. Planning waits behind ACCESS EXCLUSIVE locks, '
                || 'and others queue behind it meanwhile.',
            'At worst this long for each statement on a locked table.'
        ),
        (
            'brisk.advisor_max_columns', 'Index advisor', 'integer', null, '3', 1, 8, null,
            'How many keys an index may have.',
            'Columns that are included (INCLUDE) do not count. A covering index that would begin like one that exists may have more.',
            'With more there are more indexes to try.'
        ),
        (
            'brisk.advisor_min_benefit_percent', 'Index advisor', 'real', null, '10', 0, 100, null,
            'What an index must save of the cost of at least one statement, in percent.',
            'Where another index on the same first column exists, one that includes nothing must save 25 percent at least.',
            null
        ),
        (
            'brisk.advisor_statements', 'Index advisor', 'integer', null, '500', 1, 10000, null,
            'How many statements of pg_stat_statements are looked at, those that took the most time first.',
            'Not for statements that are passed in queries: those are all looked at.',
            'Each statement is planned a few times, at about a millisecond, and its plan is held in memory while the call lasts.'
        ),
        (
            'brisk.advisor_storage_budget', 'Index advisor', 'integer', 'kB', '0', 0, 1099511627776, null,
            'What all suggested indexes together may take on disk; 0 is no limit.',
            'For calls that leave the argument storage_budget NULL.',
            null
        ),
        (
            'brisk.advisor_time_limit', 'Index advisor', 'integer', 'ms', '60000', 1, 86400000, null,
            'How long the advisor may look for indexes.',
            'When it is over, a call returns what it has found, with a notice. A question that the server is answering then is waited for.',
            null
        ),
        (
            'brisk.advisor_unused_days', 'Index advisor', 'integer', null, '30', -1, 3650, null,
            'For how many days nobody must have read an index before it is named as unused; -1 names none.',
            'Counted from when the statistics of the database were reset, a crash discarded them, or the server became the primary. '
                || 'A standby, and statements that are passed in queries, name none.',
            null
        ),
        (
            'brisk.advisor_verify_builds', 'Index advisor', 'bool', null, 'off', null, null, null,
            'Whether verify => ''run'' may build indexes on the tables themselves, to take the time of statements with them.',
            'They are taken back at once. Writers of such a table wait from then on to the end of the caller''s transaction.',
            null
        )
