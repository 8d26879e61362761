-- Tables of a few 100,000 rows in all, the sizes of whose indexes are hard to foretell.
select setseed(0.5);
create type mood as enum ('sad', 'ok', 'happy');
create domain code as text;
create table low as
select
    g as id,
    g % 7 as few,
    'status' || g % 5 as status,
    case when random() < 0.9 then 0 else (random() * 1000)::int end as skewed,
    random() < 0.3 as flag,
    (array['a', 'bb', 'ccc'])[1 + g % 3]::char(3) as letters,
    (array['sad', 'ok', 'happy'])[1 + g % 3]::mood as mood,
    ('c' || g % 400)::code as code
from generate_series(1, 60000) g;
create table sparse as
select
    g as id,
    case when g % 2 = 0 then g end as half,
    case when random() < 0.05 then g::bigint end as rare,
    case when random() < 0.7 then 'name ' || (random() * 500)::int end as name,
    null::int as never,
    case when g % 2 = 0 then (random() * 20)::int end as along,
    case when random() < 0.6 then now() - g * interval '1 min' end as seen
from generate_series(1, 60000) g;
create table wide as
select
    g as id,
    repeat(md5(g::text), 1 + (random() * 8)::int) as t,
    md5(g::text) as digest,
    left(md5(g::text), 3 + (random() * 17)::int) as short,
    'user' || g || '@' || left(md5((g % 50)::text), 4 + g % 9) || '.example.org' as email,
    left(repeat(md5(random()::text), 3), 20 + (random() * 60)::int) as comment,
    md5(g::text)::uuid as u,
    decode(md5(g::text), 'hex') as raw,
    left(md5((g % 9000)::text), 5 + g % 9000 % 11) as word
from generate_series(1, 50000) g;
create table hang as
select
    g / 4 as order_id,
    g % 4 as line,
    (g * 7919 % 3000) as zip,
    (g * 7919 % 3000) / 30 as city,
    (g * 7919 % 3000) / 300 as state,
    g / 100 as batch,
    (random() ^ 6 * 20000)::int as popular,
    date '2026-01-01' + (g / 300) as day,
    date '2026-01-01' + (g / 300) + (random() * 20)::int as shipped,
    timestamptz '2026-01-01' + g * interval '7 s' as at,
    (random() * 30000)::int as customer,
    case when random() < 0.5 then 'x' || g else 'y' || (random() * 300)::int end as mixed
from generate_series(1, 120000) g;
create table kinds as
select
    g as id,
    (random() * 100000)::numeric(12, 2) as price,
    (random() * 50)::numeric as amount,
    random() as f,
    ('10.' || g % 200 || '.' || g % 77 || '.' || g % 250)::inet as ip,
    (g % 300)::smallint as s,
    g::bigint * 1000003 as big,
    date '2020-01-01' + g % 2000 as d,
    ('{' || g % 10 || ',' || g % 3 || '}')::int[] as pair,
    (random() * 3)::int::"char" as c,
    make_time(g % 24, 0, 0) as t
from generate_series(1, 40000) g;
create table several as
select
    g as id,
    g % 10 as v,
    'row ' || g as t
from generate_series(1, 900) g;
create table few as
select
    g as id,
    'x' as t
from generate_series(1, 30) g;
create table parted (id int, at date, device int, note text) partition by range (at);
create table parted1 partition of parted for values from ('2026-01-01') to ('2026-02-01');
create table parted2 partition of parted for values from ('2026-02-01') to ('2026-03-01');
insert into parted select g, date '2026-01-01' + g % 59, g % 5000, 'note ' || g from generate_series(1, 60000) g;
create table docs as
select
    g as id,
    array(select 't' || (random() ^ 3 * 500)::int from generate_series(1, 1 + g % 6)) as tags,
    array(select (random() * 20000)::int from generate_series(1, 4 + g % 2)) as nums,
    jsonb_build_object(
        'id', g,
        'kind', 'k' || g % 12,
        'user', jsonb_build_object('name', 'u' || (random() * 3000)::int, 'age', g % 90),
        'tags', jsonb_build_array('a' || g % 5, 'b' || g % 70)) as data,
    (
        select string_agg(
            (array['red', 'green', 'table', 'chair', 'house', 'garden', 'river', 'stone', 'cloud', 'window', 'paper', 'silver'])[
                1 + (random() ^ 2 * 11)::int] || case when random() < 0.1 then (random() * 1000)::int::text else '' end,
            ' ')
        from generate_series(1, 6 + g * 0 + (random() * 6)::int)) as body
from generate_series(1, 40000) g;
vacuum analyze;
