-- What the bridge keeps: with it the functions run in the companion (pgbrisk serve) in place of PL/Java, see docs/bridge.md. With PL/Java these stay empty.

create table brisk.wire (
    host text not null,
    port integer not null,
    login name not null,
    password text not null,
    key bytea not null default pg_catalog.sha256(pg_catalog.uuid_send(pg_catalog.gen_random_uuid()) || pg_catalog.uuid_send(pg_catalog.gen_random_uuid()))
);
create unique index wire_is_one on brisk.wire ((true));
revoke all on brisk.wire from public;
comment on table brisk.wire is
    'How a session reaches this server itself to talk to the companion: one row, kept by pgbrisk install. The login can submit calls and read the answers to its own, nothing else.';
comment on column brisk.wire.host is 'As this server reaches itself.';
comment on column brisk.wire.port is 'As this server reaches itself.';
comment on column brisk.wire.login is 'The role that sessions log in as.';
comment on column brisk.wire.password is 'Its password; made at random by pgbrisk install.';
comment on column brisk.wire.key is 'By it the wire knows that a call was submitted by the role and the session that it names.';

create unlogged table brisk.companion (
    companion integer generated always as identity primary key,
    pid integer not null,
    version text not null,
    jar text not null,
    host text not null,
    workers integer not null,
    started_at timestamptz not null default pg_catalog.clock_timestamp()
);
revoke all on brisk.companion from public;
comment on table brisk.companion is
    'The companions (pgbrisk serve) of this database. One lives as long as it holds the advisory lock (1651667820, companion). Read brisk.companions instead.';
comment on column brisk.companion.pid is 'The backend of its first connection.';
comment on column brisk.companion.version is 'Of pgbrisk.';
comment on column brisk.companion.jar is 'The beginning of the hash of its functions'' jar; must be that of the schema.';
comment on column brisk.companion.host is 'Where it runs, as it names itself.';
comment on column brisk.companion.workers is 'How many calls it serves at a time.';

-- A row lives as long as its call. It changes with each message: room beside it keeps that within the page.
create unlogged table brisk.wire_call (
    call bigint generated always as identity primary key,
    secret bytea not null,
    wire_pid integer not null,
    caller name not null,
    caller_pid integer not null,
    function text,
    arguments text,
    submitted_at timestamptz not null default pg_catalog.clock_timestamp(),
    deadline timestamptz not null,
    companion integer,
    seq integer not null default 0,
    turn text not null default 'companion' check (turn in ('companion', 'caller', 'done')),
    message text
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
-- Plans are large, and gone in a moment: compressing them takes longer than writing them.
alter table brisk.wire_call alter column message set storage external, alter column arguments set storage external;
revoke all on brisk.wire_call from public;
comment on table brisk.wire_call is 'The calls that are under way through the bridge.';
comment on column brisk.wire_call.secret is 'Known to the caller''s session alone: by it each message is signed.';
comment on column brisk.wire_call.wire_pid is 'The backend of the wire; the only one that may read and answer messages of this call.';
comment on column brisk.wire_call.caller is 'Role of the caller.';
comment on column brisk.wire_call.caller_pid is 'Backend of the caller.';
comment on column brisk.wire_call.deadline is 'From then on nobody waits for it.';
comment on column brisk.wire_call.companion is 'Who serves it; NULL until one has taken it.';
comment on column brisk.wire_call.seq is 'Number of the message, counted up from 1.';
comment on column brisk.wire_call.turn is 'Whose turn it is; done: the message is the last one, for the caller.';
comment on column brisk.wire_call.message is 'What was said last, in JSON.';
