-- Tables whose expressions have values that no statistics of columns tell of.
select setseed(0.5);
create table shaped as
select
    g as id,
    'User' || g * 7919 % 40000 || '@' || (array['Example', 'Mail', 'Post Office'])[1 + g % 3] || '.Org' as email,
    10 + g * 7919 % 25 || '-' || (random() * 899)::int + 100 || '-' || (random() * 8999)::int + 1000 as phone,
    timestamptz '2026-01-01 00:00+00' + g * interval '20 s' as at,
    jsonb_build_object('k', 'v' || (random() * 30)::int, 'n', (random() * 5000)::int, 'name', 'name ' || g)
        || case when g % 4 = 0 then jsonb_build_object('since', date '2020-01-01' + g % 1500) else '{}' end as data,
    case when random() < 0.3 then 'Nick ' || (random() * 2000)::int end as nick,
    case when random() < 0.5 then (random() * 100000)::int end as amount,
    (random() * 1000)::numeric(10, 2) as price,
    (array['open', 'paid', 'sent', 'done'])[1 + floor(3.99 * random() ^ 4)::int] as status,
    random() < 0.1 as deleted,
    case when g = 77777 then 'none' else (g % 3000)::text end as digits
from generate_series(1, 120000) g;
create table few as
select
    g as id,
    'Row ' || g as t
from generate_series(1, 900) g;
create table split (id int, at date, device int, note text) partition by range (at);
create table split1 partition of split for values from ('2026-01-01') to ('2026-02-01');
create table split2 partition of split for values from ('2026-02-01') to ('2026-03-01');
insert into split select g, date '2026-01-01' + g % 59, g % 5000, 'note ' || g from generate_series(1, 60000) g;
vacuum analyze;
