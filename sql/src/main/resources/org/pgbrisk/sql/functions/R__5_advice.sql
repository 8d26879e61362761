-- Here and not beside the table, so that installing again mends what a restore without privileges left out.
revoke all on brisk.advice from public;
grant select, insert, delete on brisk.advice to brisk_operator;
revoke all on sequence brisk.advice_advice_seq from public;
grant usage on sequence brisk.advice_advice_seq to brisk_operator;

create or replace view brisk.advice_changes as
with
    newest as (
        select a.advice, a.arguments from brisk.advice a order by a.advice desc limit 1
    ),
    earlier as (
        select max(a.advice) as advice
        from brisk.advice a
        join newest n on a.advice < n.advice and a.arguments = n.arguments
    ),
    after as (
        select a.* from brisk.advice a join newest n on n.advice = a.advice where a.ddl is not null
    ),
    before as (
        select a.* from brisk.advice a join earlier e on e.advice = a.advice where a.ddl is not null
    )
select
    case when b.ddl is null then 'new' when a.ddl is null then 'gone' else 'same' end as change,
    coalesce(a.kind, b.kind) as kind,
    coalesce(a.relation, b.relation) as relation,
    coalesce(a.ddl, b.ddl) as ddl,
    b.benefit_percent as benefit_percent_before,
    a.benefit_percent as benefit_percent_after,
    b.benefit_ms_per_day as benefit_ms_per_day_before,
    a.benefit_ms_per_day as benefit_ms_per_day_after
from after a
full join before b on b.ddl = a.ddl
order by coalesce(a.rank, b.rank), coalesce(a.ddl, b.ddl);

revoke all on brisk.advice_changes from public;
grant select on brisk.advice_changes to brisk_reader;

comment on view brisk.advice_changes is
    'How the newest answer that brisk.suggest_indexes(keep => true) kept differs from the one before it with the same arguments. '
    'Where there is none before it all is new.';
comment on column brisk.advice_changes.change is 'new: suggested now and not before. gone: suggested before and not now. same: both times.';
comment on column brisk.advice_changes.kind is 'as in brisk.index_suggestion, of the newer answer where both have it';
comment on column brisk.advice_changes.relation is 'the table, quoted and with its schema, as it was called then';
comment on column brisk.advice_changes.ddl is 'the statement that was suggested; by it two suggestions are the same';
comment on column brisk.advice_changes.benefit_percent_before is 'benefit_percent in the older answer; NULL where it is new';
comment on column brisk.advice_changes.benefit_percent_after is 'benefit_percent in the newer answer; NULL where it is gone';
comment on column brisk.advice_changes.benefit_ms_per_day_before is 'benefit_ms_per_day in the older answer; NULL where it is new or not known';
comment on column brisk.advice_changes.benefit_ms_per_day_after is 'benefit_ms_per_day in the newer answer; NULL where it is gone or not known';
