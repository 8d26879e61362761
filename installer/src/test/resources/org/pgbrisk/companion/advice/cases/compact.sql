-- Where an index that is far smaller than a B-tree does the work: BRIN and hash.

-- Case: times of a log that only grows
create table log (at timestamptz, device int, message text);
insert into log select timestamptz '2026-01-01' + g * interval '10 s', g % 500, repeat('x', 400) from generate_series(1, 160000) g;
vacuum analyze log;
-- Asked:
select device, max(message) from log where at >= '2026-01-10' and at < '2026-01-12' group by device;
select * from log where at between '2026-01-05' and '2026-01-06';
-- Good: rows of a day stand together, and some ten thousandths of the bytes of a B-tree find them
create index on log using brin (at);

-- Case: single rows of a log
create table log (id bigint, at timestamptz, message text);
insert into log select g, timestamptz '2026-01-01' + g * interval '10 s', repeat('x', 400) from generate_series(1, 160000) g;
vacuum analyze log;
-- Asked:
select * from log where at = '2026-01-10';
select * from log where at > '2026-01-19 12:00' order by at limit 10;
-- Good: BRIN reads a megabyte for one row, and knows no order
create index on log (at);

-- Case: days and single moments of a log
create table log (id bigint, at timestamptz, message text);
insert into log select g, timestamptz '2026-01-01' + g * interval '10 s', repeat('x', 400) from generate_series(1, 160000) g;
vacuum analyze log;
-- Asked:
select * from log where at between '2026-01-05' and '2026-01-06';
select * from log where at between '2026-01-05 12:00' and '2026-01-05 12:01';
-- Good: the moments need a B-tree, which does for the days
create index on log (at);

-- Case: times that are scattered over the table
create table log (at timestamptz, device int, message text);
insert into log select timestamptz '2026-01-01' + (g * 7919::bigint) % 160000 * interval '10 s', g % 500, repeat('x', 400) from generate_series(1, 160000) g;
vacuum analyze log;
-- Asked:
select * from log where at between '2026-01-05' and '2026-01-05 02:00';
-- Good: each range of pages holds all times, so that BRIN leaves none out
create index on log (at);

-- Case: a log that is small
create table log (at timestamptz, device int, message text);
insert into log select timestamptz '2026-01-01' + g * interval '10 s', g % 500, repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze log;
-- Asked:
select * from log where at between '2026-01-02' and '2026-01-02 04:00';
-- Good: with a handful of ranges BRIN leaves little out
create index on log (at);

-- Case: a log whose rows are changed
create table log (at timestamptz, device int, message text);
insert into log select timestamptz '2026-01-01' + g * interval '10 s', g % 500, repeat('x', 400) from generate_series(1, 160000) g;
update log set device = 0 where device < 50;
delete from log where device = 0 and at < '2026-01-03';
select pg_sleep(1);
vacuum full analyze log;
-- Asked:
select * from log where at between '2026-01-05' and '2026-01-06';
-- Good: rows move, and soon each range of pages holds all times
create index on log (at);

-- Case: all of a log
create table log (at timestamptz, device int, message text);
insert into log select timestamptz '2026-01-01' + g * interval '10 s', g % 500, repeat('x', 400) from generate_series(1, 160000) g;
vacuum analyze log;
-- Asked:
select count(message) from log where at > '2026-01-02';
-- Nothing: nearly all rows

-- Case: addresses of pages
create table page (id int primary key, url text, note text);
insert into page select g, 'https://example.org/a/rather/long/way/to/each/of/the/many/pages/' || md5(g::text) || '/' || md5((-g)::text), repeat('x', 120) from generate_series(1, 60000) g;
vacuum analyze page;
-- Asked:
select * from page where url = 'https://example.org/77';
-- Good: a hash of 4 bytes instead of the whole text
create index on page using hash (url);

-- Case: keys of other systems as text
create table payment (id int primary key, reference text, amount int, note text);
insert into payment select g, md5(g::text)::uuid::text, g, repeat('x', 120) from generate_series(1, 60000) g;
vacuum analyze payment;
-- Asked:
select * from payment where reference = $1;
-- Good: half the size of a B-tree
create index on payment using hash (reference);

-- Case: keys that are numbers
create table payment (id int primary key, reference bigint, amount int, note text);
insert into payment select g, g * 7919, g, repeat('x', 120) from generate_series(1, 60000) g;
vacuum analyze payment;
-- Asked:
select * from payment where reference = $1;
-- Good: a hash of a number is no smaller, and does less
create index on payment (reference);

-- Case: addresses that are looked up and listed in order
create table page (id int primary key, url text, note text);
insert into page select g, 'https://example.org/a/rather/long/way/to/each/of/the/many/pages/' || md5(g::text) || '/' || md5((-g)::text), repeat('x', 120) from generate_series(1, 60000) g;
vacuum analyze page;
-- Asked:
select * from page where url = 'https://example.org/77';
select * from page order by url limit 20;
-- Good: a hash has no order, and one B-tree does both
create index on page (url);

-- Case: few long values
create table visit (id int primary key, agent text, note text);
insert into visit select g, 'Mozilla/5.0 (X11; Linux x86_64) something long like the names of browsers are ' || g % 2000, repeat('x', 120) from generate_series(1, 60000) g;
vacuum analyze visit;
-- Asked:
select * from visit where agent = $1;
-- Good: a B-tree keeps equal values once
create index on visit (agent);

-- Case: addresses that a hash index finds already
create table page (id int primary key, url text, note text);
insert into page select g, 'https://example.org/a/rather/long/way/to/each/of/the/many/pages/' || md5(g::text) || '/' || md5((-g)::text), repeat('x', 120) from generate_series(1, 60000) g;
create index on page using hash (url);
vacuum analyze page;
-- Asked:
select * from page where url = 'https://example.org/77';
-- Nothing: it is there

-- Case: days that a BRIN index finds already
create table log (at timestamptz, device int, message text);
insert into log select timestamptz '2026-01-01' + g * interval '10 s', g % 500, repeat('x', 400) from generate_series(1, 160000) g;
create index on log using brin (at);
vacuum analyze log;
-- Asked:
select * from log where at between '2026-01-05' and '2026-01-10';
-- Nothing: it is there
