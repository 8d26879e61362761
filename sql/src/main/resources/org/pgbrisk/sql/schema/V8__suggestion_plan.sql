create type brisk.suggestion_plan as (
    line integer,
    plan_before text,
    plan_after text
);
comment on type brisk.suggestion_plan is 'A line of the two plans of brisk.explain_suggestion().';
comment on column brisk.suggestion_plan.line is '1 is the first line of both plans, with their whole costs.';
comment on column brisk.suggestion_plan.plan_before is 'A line of the plan as the database is; NULL where it has ended.';
comment on column brisk.suggestion_plan.plan_after is 'A line of the plan with the hypothetical indexes; NULL where it has ended.';
