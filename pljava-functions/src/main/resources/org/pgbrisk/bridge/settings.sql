        -- name, category, vartype, unit, boot_val, min_val, max_val, enumvals, short_desc, extra_desc, cost
        (
            'brisk.bridge_timeout', 'Bridge', 'integer', 'ms', '300000', 100, 86400000, null::text[],
            'How long a call may take where the functions run in the companion.',
            'Then the call ends with an error and the companion stops working on it. A statement that runs in the caller''s session meanwhile '
                || 'is not interrupted; statement_timeout does that. Without effect with PL/Java.',
            null
        ),
        (
            'brisk.bridge_workers', 'Bridge', 'integer', null, '4', 1, 100, null,
            'How many calls a companion serves at a time.',
            'More calls wait for their turn. Read when pgbrisk serve starts, for the role that it logs in as. Without effect with PL/Java.',
            'One connection for each call that is served at the same time.'
        )
