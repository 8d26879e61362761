-- A new row of brisk.wire, with a password that never stands in a statement; host and port as the user gave them, else as the server listens.
insert into brisk.wire (host, port, login, password)
select
    coalesce(
        ?::text,
        (
            -- It may listen on single addresses only.
            select case when bool_or(a.address in ('*', '0.0.0.0', '::', 'localhost', '127.0.0.1', '::1')) then null else min(a.address) end
            from regexp_split_to_table(current_setting('listen_addresses'), '\s*,\s*') as a (address)
            where a.address <> ''
        ),
        'localhost'),
    coalesce(?::integer, current_setting('port')::integer),
    ?::name,
    encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex')
returning password
