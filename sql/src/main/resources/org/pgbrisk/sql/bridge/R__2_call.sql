-- The one door to Java, which runs outside the server here, in pgbrisk serve: that thinks, and this function executes in the caller's own session
-- what it asks for. Nothing that comes over the wire is believed unless it is signed with the secret of this very call, see R__2_wire.sql.
create or replace function brisk.call(function text, args jsonb) returns jsonb
    language plpgsql
    volatile
    set search_path = pg_catalog, pg_temp
    as $call$
#variable_conflict use_variable
declare
    wire constant text := 'pgbrisk ' || gen_random_uuid();
    timeout bigint := brisk.wire_timeout();
    deadline timestamptz;
    opened text;
    number text;
    secret bytea;
    wake integer;
    nonce text;
    proof text;
    farewell text[];
    seq integer := 1;
    answer text;
    heard text := '';
    message jsonb;
    given text[];
begin
    if pg_is_in_recovery() then
        raise exception using
            errcode = 'read_only_sql_transaction',
            message = 'this server is a standby, from which the companion cannot be reached',
            detail = 'The wire to it writes.',
            hint = format('Call it on the primary; or here from outside, which needs nothing but a login: pgbrisk call %s', function);
    end if;
    -- brisk.call is open to every reader, so it asks for the caller's right to the function that stands in front of it.
    if (
        select not bool_or(has_function_privilege(p.oid, 'execute'))
        from pg_proc p
        where p.pronamespace = 'brisk'::regnamespace and p.proname = function)
    then
        raise exception using
            errcode = 'insufficient_privilege',
            message = format('permission denied for function brisk.%s', function),
            hint = 'Ask for membership in brisk_reader (all that looks) or brisk_operator (all that changes).';
    end if;
    deadline := clock_timestamp() + timeout * interval '1 ms';
    begin
        perform brisk.wire_connect(wire);
        opened := brisk.wire_exchange(
            wire,
            'submit',
            (select array[w.caller::text, w.pid::text, w.proof, function, args::text, timeout::text] from brisk.wire_caller w),
            deadline + interval '5 s');
        number := split_part(opened, ' ', 1);
        secret := decode(split_part(opened, ' ', 2), 'hex');
        wake := brisk.wire_wake(secret);
        farewell := array[number, brisk.wire_seal(secret, 'close', null)];
        loop
            while heard = '' loop
                perform brisk.wire_hurry(function, deadline);
                heard := brisk.wire_exchange(
                    wire,
                    'wait',
                    array[number, seq::text, brisk.wire_seal(secret, 'wait ' || seq, null)],
                    deadline + interval '5 s');
            end loop;
            if left(heard, 64) is distinct from brisk.wire_seal(secret, 'message ' || seq, substr(heard, 65)) then
                raise exception using
                    errcode = 'protocol_violation',
                    message = 'what came over the wire of this call is not from its companion',
                    hint = 'Look which function of yours uses dblink on connections that it did not open.';
            end if;
            message := substr(heard, 65);
            given := array(select p.value from jsonb_array_elements_text(message -> 'parameters') with ordinality as p (value, at) order by p.at);
            case message ->> 'do'
                when 'query' then
                    execute message ->> 'sql' into answer using given;
                when 'execute' then
                    execute message ->> 'sql' using given;
                    answer := '';
                when 'attempt' then
                    answer := brisk.attempt(message -> 'batch');
                when 'return' then
                    perform brisk.wire_disconnect(wire, null);
                    return message -> 'rows';
                when 'raise' then
                    perform brisk.raise(message ->> 'sqlstate', message ->> 'message', message ->> 'detail', message ->> 'hint');
            end case;
            perform brisk.wire_hurry(function, deadline);
            if message ->> 'do' = 'attempt' then
                -- Code of others may have run, and put another connection in the place of this one.
                nonce := gen_random_uuid();
                proof := brisk.wire_exchange(wire, 'prove', array[number, nonce], deadline + interval '5 s');
                if proof is null then
                    raise exception using
                        errcode = 'connection_failure',
                        message = 'the companion has given up this call',
                        hint = 'Run the call again.';
                elsif proof <> brisk.wire_seal(secret, 'proof ' || nonce, null) then
                    raise exception using
                        errcode = 'protocol_violation',
                        message = 'the wire of this call is not its own any more',
                        hint = 'Look which function of yours uses dblink on connections that it did not open.';
                end if;
            end if;
            perform brisk.wire_send(
                wire,
                'answer',
                array[
                    number, seq::text, brisk.wire_seal(secret, 'answer ' || seq, answer), answer,
                    brisk.wire_seal(secret, 'wait ' || seq + 1, null)]);
            seq := seq + 1;
            perform brisk.wire_await(wake, seq);
            heard := brisk.wire_receive(wire, deadline + interval '5 s');
        end loop;
    exception when query_canceled or assert_failure or others then
        perform brisk.wire_disconnect(wire, farewell);
        raise;
    end;
end
$call$;

revoke all on function brisk.call(text, jsonb) from public;
grant execute on function brisk.call(text, jsonb) to brisk_reader;

comment on function brisk.call(text, jsonb) is
    'Runs one function of pgbrisk by its name, with its arguments as a JSON object (NULL: none), and returns its rows as a JSON array. '
    'Use the typed function of the same name instead. Runs with the rights of the caller, who needs EXECUTE on the typed function; the '
    'companion (pgbrisk serve) says what to do. Errors: 42883 unknown function, 42501 no right, 22023 unknown or refused argument, '
    '55000 no companion serves this database or it has other functions than the schema, 08006 the companion ended in the middle, '
    '57014 cancelled or longer than brisk.bridge_timeout, 25006 on a standby, 08001 or 2F003 the wire cannot log in.';
