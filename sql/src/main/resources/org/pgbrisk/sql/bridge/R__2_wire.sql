-- The wire of the bridge: a connection from the server to itself, over which a session hands a call to the companion and gets back what it shall
-- execute. See docs/bridge.md for who may do what, and against whom it is proof.
--
-- A named connection of dblink belongs to the whole session: other code of that session can use it too, with another role's rights in mind, and so
-- can every caller by himself. So the wire's login can do nothing but this; a call's messages can be read and answered by the one backend of the wire that
-- submitted it; and each message, in both directions, is signed with a secret that only the caller's brisk.call holds. Statements of the wire
-- begin with so many blanks that pg_stat_activity shows nothing else of them.

-- The operators are written out: in the view below this runs with the search_path of whoever selects, whose own || would be given the key.
create or replace function brisk.wire_seal(secret bytea, head text, body text) returns text
    language sql
    stable
    as $wire_seal$
    select pg_catalog.encode(
        pg_catalog.sha256(secret operator(pg_catalog.||) pg_catalog.sha256(secret operator(pg_catalog.||) pg_catalog.convert_to(
            head operator(pg_catalog.||) ' ' operator(pg_catalog.||) coalesce(body, ''), 'UTF8'))),
        'hex')
$wire_seal$;

comment on function brisk.wire_seal(bytea, text, text) is
    'Internal. The signature of a message of the wire: SHA-256 over the secret and SHA-256 over the secret, the head, a blank and the body; in hex.';

create or replace function brisk.wire_wake(secret bytea) returns integer
    language sql
    stable
    set search_path = pg_catalog, pg_temp
    as $wire_wake$
    select ('x' || left(brisk.wire_seal(wire_wake.secret, 'wake', null), 8))::bit(32)::integer
$wire_wake$;

comment on function brisk.wire_wake(bytea) is
    'Internal. The first half of the advisory locks on which the caller sleeps; the other half is the number of the message.';

-- The caller in front of this is whoever selects from it, which a SECURITY DEFINER function cannot see.
create or replace view brisk.wire_caller as
select
    c.caller,
    c.pid,
    brisk.wire_seal(w.key, c.caller || ' ' || c.pid, null) as proof
from brisk.wire w
cross join lateral (select current_user as caller, pg_catalog.pg_backend_pid() as pid) c;

comment on view brisk.wire_caller is 'Internal. Who calls, with a proof of it for the wire.';

create or replace view brisk.companions as
select
    c.companion,
    c.version,
    c.host,
    c.pid,
    c.started_at,
    c.workers,
    w.waiting + w.running as calls,
    w.waiting,
    w.running,
    w.doing
from brisk.companion c
cross join lateral (
    select
        pg_catalog.count(*) filter (where a.companion is null)::integer as waiting,
        pg_catalog.count(a.companion)::integer as running,
        pg_catalog.string_agg(
            pg_catalog.format('%s for %s since %s', a.function, a.caller, a.submitted_at::timestamptz(0)), ', ' order by a.call)
            filter (where a.companion is not null) as doing
    from brisk.wire_call a
    where a.companion = c.companion or a.companion is null
) w
where exists (
    select
    from pg_catalog.pg_locks l
    where l.locktype = 'advisory'
        and l.classid = 1651667820
        and l.objid = c.companion::oid
        and l.objsubid = 2
        and l.pid = c.pid
        and l.granted
        and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()));

comment on view brisk.companions is
    'The companions (pgbrisk serve) that serve this database now, one row each; none: calls are refused. Not to be read on a standby.';
comment on column brisk.companions.companion is 'Its number in this database.';
comment on column brisk.companions.version is 'Of pgbrisk.';
comment on column brisk.companions.host is 'Where it runs, as it names itself.';
comment on column brisk.companions.pid is 'The backend of its first connection.';
comment on column brisk.companions.started_at is 'When it last connected.';
comment on column brisk.companions.workers is 'How many calls it serves at a time (brisk.bridge_workers when it started).';
comment on column brisk.companions.calls is 'Calls it serves, and those that wait for any companion.';
comment on column brisk.companions.waiting is 'Calls that wait for any companion.';
comment on column brisk.companions.running is 'Calls it serves.';
comment on column brisk.companions.doing is 'Those: function, role of the caller, since when. NULL when there are none.';

-- What brisk.settings says, in a tenth of the time where nobody has set it.
create or replace function brisk.wire_timeout() returns bigint
    language plpgsql
    stable
    set search_path = pg_catalog, pg_temp
    as $wire_timeout$
begin
    if nullif(current_setting('brisk.bridge_timeout', true), '') is null
        and not exists (select from brisk.setting s where s.name = 'brisk.bridge_timeout')
    then
        return ${bridge_timeout};
    end if;
    -- Refuses a value that is wrong.
    perform brisk.show('brisk.bridge_timeout');
    return (select s.setting from brisk.settings s where s.name = 'brisk.bridge_timeout');
end
$wire_timeout$;

comment on function brisk.wire_timeout() is
    'Internal. The setting brisk.bridge_timeout as it is in force, in milliseconds. Errors: 22023 when its value is wrong.';

create or replace function brisk.wire_hurry(function text, deadline timestamptz) returns void
    language plpgsql
    volatile
    set search_path = pg_catalog, pg_temp
    as $wire_hurry$
begin
    if clock_timestamp() > wire_hurry.deadline then
        raise exception using
            errcode = 'query_canceled',
            message = format(
                'canceling the call of %s: it took longer than brisk.bridge_timeout (%s)',
                wire_hurry.function, brisk.show('brisk.bridge_timeout')),
            hint = 'select * from brisk.companions; shows what the companions are at. Set brisk.bridge_timeout higher if it is to take longer.';
    end if;
end
$wire_hurry$;

comment on function brisk.wire_hurry(text, timestamptz) is 'Internal. Errors: 57014 once the deadline of a call is over.';

-- What the caller's side needs of dblink, wherever that is installed; only on connections that are called as brisk.call calls them.

create or replace function brisk.wire_dblink(wire text) returns text
    language plpgsql
    stable
    set search_path = pg_catalog, pg_temp
    as $wire_dblink$
declare
    schema text;
begin
    if wire is null or wire !~ '^pgbrisk [0-9a-f-]{36}$' then
        raise exception using errcode = 'invalid_parameter_value', message = 'this is not a connection of the wire';
    end if;
    select quote_ident(n.nspname) into schema
    from pg_extension e
    join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'dblink';
    if schema is null then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = 'extension dblink is not in this database any more',
            detail = 'Through it a session reaches the companion, which runs the functions.',
            hint = 'create extension dblink;';
    end if;
    return schema;
end
$wire_dblink$;

comment on function brisk.wire_dblink(text) is
    'Internal. The schema of extension dblink, quoted. Errors: 22023 when this is not the name of a connection of the wire, 55000 without dblink.';

create or replace function brisk.wire_connect(wire text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = pg_catalog, pg_temp
    set standard_conforming_strings = on
    -- Whoever calls may have it on, and a plan that is printed to him shows the password.
    set debug_print_plan = off
    as $wire_connect$
declare
    dblink text := brisk.wire_dblink(wire);
    way brisk.wire;
    said text;
    details text;
begin
    select w.* into way from brisk.wire w;
    if not found then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = 'the wire to the companion has no login',
            hint = 'Run pgbrisk install.';
    end if;
    begin
        execute format('select %s.dblink_connect($1, $2)', dblink) using wire, (
            select string_agg(format('%s=''%s''', o.name, replace(replace(o.value, '\', '\\'), '''', '\''')), ' ')
            from (values
                ('host', way.host),
                ('port', way.port::text),
                ('dbname', current_database()),
                ('user', way.login::text),
                ('password', way.password),
                ('application_name', 'pgbrisk wire'),
                ('connect_timeout', '5'),
                ('gssencmode', 'disable'),
                -- To itself a server needs no TLS, but pg_hba.conf may ask for it.
                ('sslmode', case when way.host in ('localhost', '127.0.0.1', '::1') or way.host like '/%' then 'allow' else 'prefer' end)
            ) as o (name, value));
    exception when others then
        get stacked diagnostics said = message_text, details = pg_exception_detail;
        raise exception using
            errcode = sqlstate,
            message = format('the wire cannot log in to this server as %s at %s:%s', way.login, way.host, way.port),
            detail = trim(trailing e'\n' from concat_ws(': ', said, nullif(details, ''))),
            hint = 'pgbrisk status says what it takes.';
    end;
end
$wire_connect$;

comment on function brisk.wire_connect(text) is
    'Internal. Opens a connection of dblink, which this session can use until wire_disconnect, as the wire''s login. '
    'Errors: 55000 when there is no login or no dblink, 08001 or 2F003 when the login fails.';

-- Not any statement: the wire's login could give itself another password, and end the calls of everybody else.
create or replace function brisk.wire_send(wire text, command text, arguments text[]) returns void
    language plpgsql
    volatile
    security definer
    set search_path = pg_catalog, pg_temp
    as $wire_send$
declare
    dblink text := brisk.wire_dblink(wire);
    statements text;
    sent integer;
    problem text;
begin
    -- One string is one transaction, unless it says otherwise itself.
    statements := case command
        when 'submit' then format(
            'set session characteristics as transaction isolation level read committed, read write; '
            'set search_path = pg_catalog, pg_temp; set statement_timeout = 0; set idle_session_timeout = %s; '
            'set synchronous_commit = off; %s select /* pgbrisk */ brisk.wire_submit(%L, %L, %L, %L, %L, %L)',
            arguments[6]::bigint + 10000,
            case when current_setting('server_version_num')::integer >= 170000 then 'set transaction_timeout = 0;' end,
            arguments[1], arguments[2], arguments[3], arguments[4], arguments[5], arguments[6])
        when 'wait' then format(
            'select /* pgbrisk */ brisk.wire_wait(%L, %L, %L)', arguments[1], arguments[2], arguments[3])
        when 'prove' then format('select /* pgbrisk */ brisk.wire_prove(%L, %L)', arguments[1], arguments[2])
        when 'answer' then format(
            'begin; select /* pgbrisk */ brisk.wire_answer(%L, %L, %L, %L); commit; select /* pgbrisk */ brisk.wire_wait(%L, %L, %L)',
            arguments[1], arguments[2], arguments[3], arguments[4], arguments[1], arguments[2]::integer + 1, arguments[5])
        when 'close' then format('select /* pgbrisk */ brisk.wire_close(%L, %L)', arguments[1], arguments[2])
    end;
    if statements is null then
        raise exception using errcode = 'invalid_parameter_value', message = 'this is no command of the wire';
    end if;
    execute format('select %s.dblink_send_query($1, $2)', dblink)
    using wire, repeat(' ', pg_size_bytes(current_setting('track_activity_query_size'))::integer) || statements
    into sent;
    if sent <> 1 then
        execute format('select %s.dblink_error_message($1)', dblink) using wire into problem;
        raise exception using
            errcode = 'connection_failure',
            message = 'the wire of this call is broken, or somebody else uses it',
            detail = trim(trailing e'\n' from problem),
            hint = 'Run the call again.';
    end if;
end
$wire_send$;

comment on function brisk.wire_send(text, text, text[]) is
    'Internal. Has the wire''s login call a function of its own with these arguments: submit, wait, prove, close, or answer (with the signature for '
    'waiting for the next message, which follows at once). What it says wire_receive returns. '
    'Errors: 22023 for anything else, 08006 when the connection is broken or in use.';

create or replace function brisk.wire_receive(wire text, deadline timestamptz) returns text
    language plpgsql
    volatile
    security definer
    set search_path = pg_catalog, pg_temp
    as $wire_receive$
declare
    dblink text := brisk.wire_dblink(wire);
    next_result text := format('select r.answer from %s.dblink_get_result($1, true) as r (answer text)', dblink);
    is_busy text := format('select %s.dblink_is_busy($1)', dblink);
    polls integer := 0;
    busy integer;
    result text;
    results integer;
    answer text;
begin
    loop
        execute is_busy using wire into busy;
        exit when busy = 0;
        if clock_timestamp() > deadline then
            raise exception using errcode = 'query_canceled', message = 'the wire has not answered in time';
        end if;
        if polls % 64 = 63 then
            -- Of a connection that broke without a word dblink says for ever that it is busy.
            execute format('select %s.dblink_error_message($1)', dblink) using wire into answer;
            if answer not in ('', 'OK') then
                raise exception using
                    errcode = 'connection_failure',
                    message = 'the wire of this call is broken',
                    detail = trim(trailing e'\n' from answer),
                    hint = 'Run the call again.';
            end if;
        end if;
        -- Most answers are there at once. The shortest sleep takes a millisecond, one of a millisecond takes two.
        perform pg_sleep(case when polls < 25 then 0 when polls < 60 then 0.0001 when polls < 100 then 0.002 else 0.019 end);
        polls := polls + 1;
    end loop;
    -- One after the other, and then an empty one, after which the connection is free again.
    loop
        execute next_result using wire into result;
        get diagnostics results = row_count;
        exit when results = 0;
        answer := result;
    end loop;
    return answer;
end
$wire_receive$;

comment on function brisk.wire_receive(text, timestamptz) is
    'Internal. The last answer to what wire_send has sent. Can be cancelled. '
    'Errors: those of the function, 57014 when there is no answer by the deadline, 08006 when the connection is broken.';

create or replace function brisk.wire_exchange(wire text, command text, arguments text[], deadline timestamptz) returns text
    language plpgsql
    volatile
    security definer
    set search_path = pg_catalog, pg_temp
    as $wire_exchange$
begin
    perform brisk.wire_send(wire, command, arguments);
    return brisk.wire_receive(wire, deadline);
end
$wire_exchange$;

comment on function brisk.wire_exchange(text, text, text[], timestamptz) is 'Internal. Sends by wire_send and returns what wire_receive receives.';

create or replace function brisk.wire_await(wake integer, seq integer) returns void
    language plpgsql
    volatile
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '1s'
    as $wire_await$
begin
    perform pg_advisory_lock_shared(wake, seq);
    perform pg_advisory_unlock_shared(wake, seq);
exception when lock_not_available then
    null;
end
$wire_await$;

comment on function brisk.wire_await(integer, integer) is
    'Internal. Sleeps until the companion has said message seq or is gone, a second at most: it holds the advisory lock (wake, seq) until then. '
    'Can be cancelled.';

create or replace function brisk.wire_disconnect(wire text, farewell text[]) returns void
    language plpgsql
    volatile
    security definer
    set search_path = pg_catalog, pg_temp
    as $wire_disconnect$
declare
    dblink text := brisk.wire_dblink(wire);
    open boolean;
    busy integer;
begin
    execute format('select $1 = any (%s.dblink_get_connections())', dblink) using wire into open;
    if not coalesce(open, false) then
        return;
    end if;
    if farewell is not null then
        begin
            execute format('select %s.dblink_is_busy($1)', dblink) using wire into busy;
            if busy = 1 then
                execute format('select %s.dblink_cancel_query($1)', dblink) using wire;
            end if;
            perform brisk.wire_drain(wire);
            perform brisk.wire_exchange(wire, 'close', farewell, clock_timestamp() + interval '1 s');
        exception when query_canceled or others then
            -- It is gone already, or somebody is in a hurry; the companion notices by itself.
            null;
        end;
    end if;
    execute format('select %s.dblink_disconnect($1)', dblink) using wire;
end
$wire_disconnect$;

comment on function brisk.wire_disconnect(text, text[]) is
    'Internal. Ends what runs on this connection of the wire, says the farewell (arguments of close; NULL: none), and closes it; does nothing when it is closed.';

create or replace function brisk.wire_drain(wire text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = pg_catalog, pg_temp
    as $wire_drain$
declare
    dblink text := brisk.wire_dblink(wire);
    busy integer := 1;
    results integer := 1;
    result text;
    patience constant timestamptz := clock_timestamp() + interval '1 s';
begin
    while busy = 1 and clock_timestamp() < patience loop
        execute format('select %s.dblink_is_busy($1)', dblink) using wire into busy;
        perform pg_sleep(case when busy = 1 then 0.0001 else 0 end);
    end loop;
    while busy = 0 and results > 0 loop
        execute format('select r.answer from %s.dblink_get_result($1, false) as r (answer text)', dblink) using wire into result;
        get diagnostics results = row_count;
    end loop;
end
$wire_drain$;

comment on function brisk.wire_drain(text) is 'Internal. Reads and forgets what a connection of the wire still has to say, for a second at most.';

-- The other end: what the wire's login may do, which is this and nothing else. What it sees of the companions is as of now, whatever the isolation
-- level of the caller.

create or replace function brisk.wire_companion() returns void
    language plpgsql
    volatile
    set search_path = pg_catalog, pg_temp
    set standard_conforming_strings = on
    as $wire_companion$
declare
    database text := current_database();
    schema text := obj_description('brisk'::regnamespace, 'pg_namespace');
    companion brisk.companion;
begin
    -- One that lives holds its lock.
    select c.* into companion
    from brisk.companion c
    where not pg_try_advisory_xact_lock_shared(1651667820, c.companion)
    order by strpos(schema, format('functions jar %s:', c.jar)) = 0
    limit 1;
    if not found then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = format('no companion serves database "%s"', database),
            detail = 'pgbrisk''s functions run in a program beside the server here.',
            hint = format(
                'Start it: pgbrisk serve -d %s',
                case
                    when database ~ '^[A-Za-z0-9_.-]+$' then database
                    else '''' || replace(database, '''', '''\''''') || ''''
                end);
    elsif strpos(schema, format('functions jar %s:', companion.jar)) = 0 then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = format(
                'the companion still runs the functions of pgbrisk %s (functions jar %s); %s is installed',
                companion.version, companion.jar, substring(schema from '^(pgbrisk [^:]+)')),
            hint = format(
                'Start pgbrisk serve again with pgbrisk %s, or run pgbrisk install with the version that serves.',
                substring(schema from '^pgbrisk ([^,]+),'));
    end if;
end
$wire_companion$;

comment on function brisk.wire_companion() is
    'Internal. Errors: 55000 when no companion serves this database, or none with the functions of the schema.';

create or replace function brisk.wire_submit(
    caller name, caller_pid integer, proof text, function text, arguments text, timeout_ms bigint
) returns text
    language plpgsql
    volatile
    security definer
    set search_path = pg_catalog, pg_temp
    as $wire_submit$
declare
    new_call bigint;
    new_secret bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
begin
    if not exists (
        select from brisk.wire w where brisk.wire_seal(w.key, wire_submit.caller || ' ' || wire_submit.caller_pid, null) = wire_submit.proof)
    then
        raise exception using
            errcode = 'insufficient_privilege',
            message = 'the wire cannot tell who calls',
            hint = 'Call the functions of schema brisk.';
    end if;
    -- The companion reads UTF8. What is none, in a database of SQL_ASCII say, is the caller's error: there it would end the connection.
    perform convert_to(concat(wire_submit.function, wire_submit.arguments), 'UTF8');
    perform brisk.wire_companion();
    insert into brisk.wire_call (secret, wire_pid, caller, caller_pid, function, arguments, deadline)
    values (
        new_secret, pg_backend_pid(), wire_submit.caller, wire_submit.caller_pid, wire_submit.function, wire_submit.arguments,
        clock_timestamp() + least(greatest(wire_submit.timeout_ms, 0), 86400000) * interval '1 ms')
    returning call into new_call;
    perform pg_notify('brisk_wire', new_call::text);
    return new_call || ' ' || encode(new_secret, 'hex');
end
$wire_submit$;

comment on function brisk.wire_submit(name, integer, text, text, text, bigint) is
    'Internal. Leaves a call (function and arguments as brisk.call takes them) for a companion and returns its number, a blank, and its secret in hex. '
    'timeout_ms: milliseconds, a day at most. '
    'Errors: 42501 without the proof of brisk.wire_caller, 22021 when the call cannot be said in UTF8, 55000 when nobody would take it.';

-- Whether the session still speaks with its own wire: code that ran in between could have put another connection in its place.
create or replace function brisk.wire_prove(call bigint, nonce text) returns text
    language sql
    stable
    security definer
    set search_path = pg_catalog, pg_temp
    as $wire_prove$
    select brisk.wire_seal(c.secret, 'proof ' || wire_prove.nonce, null)
    from brisk.wire_call c
    where c.call = wire_prove.call and c.wire_pid = pg_backend_pid()
$wire_prove$;

comment on function brisk.wire_prove(bigint, text) is
    'Internal. What only the wire of this call can say: the signature of the nonce; NULL when this is not its backend or the call is over.';

create or replace function brisk.wire_answer(call bigint, seq integer, seal text, body text) returns text
    language plpgsql
    volatile
    security definer
    set search_path = pg_catalog, pg_temp
    as $wire_answer$
begin
    update brisk.wire_call c
    set turn = 'companion', message = body
    where c.call = wire_answer.call
        and c.wire_pid = pg_backend_pid()
        and c.seq = wire_answer.seq
        and c.turn = 'caller'
        and brisk.wire_seal(c.secret, 'answer ' || wire_answer.seq, wire_answer.body) = wire_answer.seal;
    if not found then
        raise exception using
            errcode = 'connection_failure',
            message = 'the companion has given up this call, or the answer is not the caller''s',
            hint = 'Run the call again.';
    end if;
    perform pg_notify('brisk_wire', wire_answer.call::text);
    return '';
end
$wire_answer$;

comment on function brisk.wire_answer(bigint, integer, text, text) is
    'Internal. Answers message seq of a call of this backend. Errors: 08006 when nobody waits for it or the signature is not that of its secret.';

create or replace function brisk.wire_wait(call bigint, seq integer, seal text) returns text
    language plpgsql
    volatile
    security definer
    set search_path = pg_catalog, pg_temp
    as $wire_wait$
declare
    sight record;
    looks integer := 0;
    began constant timestamptz := clock_timestamp();
    until timestamptz;
begin
    loop
        select c.turn, c.seq, c.companion, c.secret, case when c.turn <> 'companion' then c.message end as message
        into sight
        from brisk.wire_call c
        where c.call = wire_wait.call
            and c.wire_pid = pg_backend_pid()
            and brisk.wire_seal(c.secret, 'wait ' || wire_wait.seq, null) = wire_wait.seal;
        if not found then
            raise exception using
                errcode = 'connection_failure',
                message = 'the companion has given up this call',
                hint = 'Run the call again.';
        elsif sight.turn <> 'companion' and sight.seq = wire_wait.seq then
            if sight.turn = 'done' then
                delete from brisk.wire_call c where c.call = wire_wait.call;
            end if;
            return brisk.wire_seal(sight.secret, 'message ' || sight.seq, sight.message) || sight.message;
        end if;
        until := began + case when sight.companion is null then interval '1 s' else interval '100 ms' end;
        if looks % 32 = 31 or looks > 0 and sight.companion is not null or clock_timestamp() > until then
            if sight.companion is null and not exists (
                    select from brisk.companion c where not pg_try_advisory_xact_lock_shared(1651667820, c.companion))
                or sight.companion is not null and pg_try_advisory_xact_lock_shared(1651667820, sight.companion)
            then
                raise exception using
                    errcode = 'connection_failure',
                    message = 'the companion is gone that served this call',
                    hint = 'Run the call again; pgbrisk serve has to be running.';
            end if;
            if clock_timestamp() > until then
                return '';
            end if;
        end if;
        if sight.companion is not null then
            perform brisk.wire_await(brisk.wire_wake(sight.secret), wire_wait.seq);
        end if;
        if looks > 0 or sight.companion is null then
            -- Who has to wait in the queue is in no hurry, and many may.
            perform pg_sleep(case when looks < 20 then 0.0001 when sight.companion is null then 0.039 else 0.004 end);
        end if;
        looks := looks + 1;
    end loop;
end
$wire_wait$;

comment on function brisk.wire_wait(bigint, integer, text) is
    'Internal. Waits up to 100 ms (a second while no companion has taken the call) for message seq to the caller, and returns its signature (64 characters) and itself; empty when there is none yet. '
    'The last message ends the call. '
    'Errors: 08006 when the companion is gone or has given up the call.';

create or replace function brisk.wire_close(call bigint, seal text) returns text
    language plpgsql
    volatile
    security definer
    set search_path = pg_catalog, pg_temp
    as $wire_close$
begin
    delete from brisk.wire_call c
    where c.call = wire_close.call
        and c.wire_pid = pg_backend_pid()
        and brisk.wire_seal(c.secret, 'close', null) = wire_close.seal;
    if found then
        perform pg_notify('brisk_wire', wire_close.call::text);
    end if;
    return '';
end
$wire_close$;

comment on function brisk.wire_close(bigint, text) is
    'Internal. Ends a call of this backend, whatever it is at.';

-- Here and not beside the tables, so that installing again mends what a restore without privileges or without the login left out.
revoke all on
    function brisk.wire_seal(bytea, text, text), brisk.wire_wake(bytea), brisk.wire_dblink(text), brisk.wire_connect(text),
    brisk.wire_timeout(), brisk.wire_hurry(text, timestamptz), brisk.wire_send(text, text, text[]),
    brisk.wire_receive(text, timestamptz), brisk.wire_exchange(text, text, text[], timestamptz), brisk.wire_await(integer, integer),
    brisk.wire_disconnect(text, text[]), brisk.wire_drain(text),
    brisk.wire_companion(), brisk.wire_submit(name, integer, text, text, text, bigint), brisk.wire_prove(bigint, text),
    brisk.wire_answer(bigint, integer, text, text), brisk.wire_wait(bigint, integer, text), brisk.wire_close(bigint, text)
    from public;
revoke all on brisk.wire, brisk.companion, brisk.wire_call, brisk.wire_caller, brisk.companions from public;
grant execute on
    function brisk.wire_seal(bytea, text, text), brisk.wire_wake(bytea), brisk.wire_timeout(), brisk.wire_hurry(text, timestamptz), brisk.wire_connect(text),
    brisk.wire_send(text, text, text[]), brisk.wire_receive(text, timestamptz), brisk.wire_exchange(text, text, text[], timestamptz),
    brisk.wire_await(integer, integer), brisk.wire_disconnect(text, text[])
    to brisk_reader;
grant select on brisk.wire_caller, brisk.companions to brisk_reader;

do $grants$
declare
    login text;
begin
    select w.login into strict login from brisk.wire w;
    execute pg_catalog.format('grant usage on schema brisk to %I', login);
    execute pg_catalog.format(
        'grant execute on function brisk.wire_submit(name, integer, text, text, text, bigint), brisk.wire_prove(bigint, text), '
            'brisk.wire_answer(bigint, integer, text, text), brisk.wire_wait(bigint, integer, text), '
            'brisk.wire_close(bigint, text) to %I', login);
end
$grants$;
