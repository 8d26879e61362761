-- What writes pay for an index counts where it is known how often they come.

-- Case: a queue that is written all the time and read now and then
create table job (id int primary key, queue int, run_at timestamptz, payload text);
insert into job select g, g % 2000, '2026-01-01'::timestamptz + g * interval '1 s', repeat('x', 60) from generate_series(1, 40000) g;
vacuum analyze job;
-- Workload: observed
-- Asked: 12 times
update job set run_at = run_at + interval '1 day', queue = queue + 1 where id % 2 = 0;
-- Asked: 2 times
select * from job where queue = 700;
-- Nothing: 240,000 rows moved to another queue would each want an entry, for two looks

-- Case: the same queue when it is read all the time
create table job (id int primary key, queue int, run_at timestamptz, payload text);
insert into job select g, g % 2000, '2026-01-01'::timestamptz + g * interval '1 s', repeat('x', 60) from generate_series(1, 40000) g;
vacuum analyze job;
-- Workload: observed
-- Asked: 2 times
update job set queue = queue + 1 where id between 100 and 120;
-- Asked: 300 times
select * from job where queue = 700;
-- Good: 300 looks read the table, 42 rows get an entry
create index on job (queue);

-- Case: a column whose updates stay on their page, looked for rarely
create table parcel (id int primary key, courier int, town int, note text) with (fillfactor = 40);
insert into parcel select g, g % 1000, g % 70, repeat('x', 250) from generate_series(1, 40000) g;
create index on parcel (town);
vacuum analyze parcel;
-- Workload: observed
-- Asked: 12 times
update parcel set courier = courier + 1 where id % 3 = 0;
-- Asked: 2 times
select * from parcel where courier = 17;
-- Nothing: an index on the courier would end updates that leave both other indexes alone

-- Case: a column whose updates stay on their page, looked for all the time
create table parcel (id int primary key, courier int, town int, note text) with (fillfactor = 40);
insert into parcel select g, g % 1000, g % 70, repeat('x', 250) from generate_series(1, 40000) g;
create index on parcel (town);
vacuum analyze parcel;
-- Workload: observed
-- Asked: 3 times
update parcel set courier = courier + 1 where id between 5 and 25;
-- Asked: 300 times
select * from parcel where courier = 17;
-- Good: few rows move, and each look reads the table
create index on parcel (courier);

-- Case: rows only come, and are read by what no index helps
create table measurement (id int generated always as identity primary key, sensor int, value int);
insert into measurement (sensor, value) select g % 500, g from generate_series(1, 40000) g;
vacuum analyze measurement;
-- Workload: observed
-- Asked: 8 times
insert into measurement (sensor, value) select sensor, value from measurement where id <= 30000;
-- Asked:
select sum(value) from measurement where sensor = 17;
-- Nothing: 240,000 rows are written for one look

-- Case: an update that sets another column leaves the index alone
create table account (id int primary key, owner int, balance int, note text) with (fillfactor = 40);
insert into account select g, g % 4000, 0, repeat('x', 60) from generate_series(1, 40000) g;
vacuum analyze account;
-- Workload: observed
-- Asked: 8 times
update account set balance = balance + 1 where id % 3 = 0;
-- Asked: 40 times
select * from account where owner = 17;
-- Good: the updates stay on their page with it, for it does not have the balance
create index on account (owner);
