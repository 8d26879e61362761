-- Keeps one answer: its arguments, the table that was asked about (an oid or NULL), its rows. One without rows is kept as a row of NULLs.
with
    answer as materialized (
        select
            pg_catalog.nextval('brisk.advice_advice_seq'::regclass) as number,
            ?::jsonb || pg_catalog.jsonb_build_object('relation', (
                select pg_catalog.format('%I.%I', n.nspname, c.relname)
                from pg_catalog.pg_class c
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where c.oid = ?::oid)) as arguments
    )
insert into brisk.advice (
    advice, arguments, rank, relation, ddl, kind, reason, size_bytes, cost_before, cost_after, benefit_percent, statements, evidence,
    benefit_ms_per_day, write_cost_percent, at_risk, confidence, replaces, undo)
select
    answer.number,
    answer.arguments,
    r.rank,
    (
        select pg_catalog.format('%I.%I', n.nspname, c.relname)
        from pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where c.oid = r.relation),
    r.ddl,
    r.kind,
    r.reason,
    r.size_bytes,
    r.cost_before,
    r.cost_after,
    r.benefit_percent,
    r.statements,
    r.evidence,
    r.benefit_ms_per_day,
    r.write_cost_percent,
    r.at_risk,
    r.confidence,
    r.replaces,
    r.undo
from answer
left join lateral pg_catalog.jsonb_to_recordset(?::jsonb) as r (
    rank integer,
    relation oid,
    ddl text,
    kind text,
    reason text,
    size_bytes bigint,
    cost_before double precision,
    cost_after double precision,
    benefit_percent double precision,
    statements jsonb,
    evidence jsonb,
    benefit_ms_per_day double precision,
    write_cost_percent double precision,
    at_risk jsonb,
    confidence text,
    replaces text[],
    undo text) on true
