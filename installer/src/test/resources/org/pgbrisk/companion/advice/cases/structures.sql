-- Partitions, inheritance, views, quoted names.

-- Case: a partitioned table by something else than its partitions
create table event (id int, at date, device int, note text) partition by range (at);
create table event_1 partition of event for values from ('2026-01-01') to ('2026-02-01');
create table event_2 partition of event for values from ('2026-02-01') to ('2026-03-01');
insert into event select g, date '2026-01-01' + g % 59, g % 2000, repeat('x', 120) from generate_series(1, 30000) g;
analyze event;
-- Asked:
select * from event where device = 17;
-- Good: on the table, so that partitions to come have it too
create index on event (device);

-- Case: a partition as a whole
create table event (id int, at date, device int, note text) partition by range (at);
create table event_1 partition of event for values from ('2026-01-01') to ('2026-02-01');
create table event_2 partition of event for values from ('2026-02-01') to ('2026-03-01');
insert into event select g, date '2026-01-01' + g % 59, g % 2000, repeat('x', 120) from generate_series(1, 30000) g;
analyze event;
-- Asked:
select * from event where at >= '2026-02-01' and at < '2026-03-01';
-- Nothing: all of one partition is wanted, and nothing of the other is read

-- Case: a device within one partition
create table event (id int, at timestamp, device int, note text) partition by range (at);
create table event_1 partition of event for values from ('2026-01-01') to ('2026-01-11');
create table event_2 partition of event for values from ('2026-01-11') to ('2026-01-23');
insert into event select g, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', g % 40, repeat('x', 120) from generate_series(1, 30000) g;
analyze event;
-- Asked:
select * from event where device = 17 and at >= '2026-01-12' and at < '2026-01-13';
-- Good: within the partition the equality before the range
create index on event (device, at);

-- Case: tables that inherit
create table vehicle (id int, plate text, note text);
create table car (doors int) inherits (vehicle);
create table truck (axles int) inherits (vehicle);
insert into car select g, 'c' || g, repeat('x', 120), 4 from generate_series(1, 20000) g;
insert into truck select g, 't' || g, repeat('x', 120), 2 from generate_series(1, 20000) g;
analyze vehicle, car, truck;
-- Asked:
select * from vehicle where plate = 'c77';
-- Good: indexes are not inherited, and the parent itself is empty
create index on car (plate);
create index on truck (plate);

-- Case: names that need quotes
create table "Order" ("Id" int primary key, "customerId" int, "Note ""x""" text);
insert into "Order" select g, g % 3000, repeat('x', 120) from generate_series(1, 30000) g;
analyze "Order";
-- Asked:
select * from "Order" where "customerId" = 7;
-- Good: with the quotes
create index on "Order" ("customerId");

-- Case: a part and an expression with names that need quotes
create table "Task" ("Id" int primary key, "State" text, "Title" text, "Note" text);
insert into "Task" select g, case when g % 150 = 0 then 'it''s open' else 'done' end, 'T' || g, repeat('x', 120) from generate_series(1, 30000) g;
analyze "Task";
-- Asked:
select * from "Task" where "State" = 'it''s open' order by "Title" limit 5;
select * from "Task" where lower("Title") = 't77';
-- Good: with the quotes
create index on "Task" ("Title") where "State" = 'it''s open';
create index on "Task" (lower("Title"));

-- Case: a view
create table orders (id int primary key, customer_id int, amount int, note text);
insert into orders select g, g % 3000, g, repeat('x', 120) from generate_series(1, 30000) g;
analyze orders;
create view large_order as select * from orders where amount > 100;
-- Asked:
select * from large_order where customer_id = 7;
-- Good: on the table behind it
create index on orders (customer_id);

-- Case: a materialized view
create table sale (id int primary key, sku int, day date, amount int);
insert into sale select g, g % 20000, date '2026-01-01' + g % 7, g from generate_series(1, 30000) g;
create materialized view sale_by_day as select sku, day, sum(amount) as amount, repeat('x', 120) as note from sale group by sku, day;
analyze sale, sale_by_day;
-- Asked:
select * from sale_by_day where sku = 77;
-- Good: a materialized view has indexes like a table
create index on sale_by_day (sku);

-- Case: a view that counts, with a condition from outside
create table orders (id int primary key, customer_id int, note text);
insert into orders select g, g % 3000, repeat('x', 120) from generate_series(1, 30000) g;
analyze orders;
create view orders_of as select customer_id, count(*) as orders, max(id) as last from orders group by customer_id;
-- Asked:
select * from orders_of where customer_id = 7;
-- Good: the condition moves into the view
create index on orders (customer_id);

-- Case: all of several tables
create table mail (id int primary key, contact int, note text);
insert into mail select g, g % 3000, repeat('x', 120) from generate_series(1, 20000) g;
create table call (id int primary key, contact int, note text);
insert into call select g, g % 3000, repeat('x', 120) from generate_series(1, 20000) g;
analyze mail, call;
-- Asked:
select * from (select id, contact, note from mail union all select id, contact, note from call) x where contact = 7;
-- Good: one for each arm
create index on mail (contact);
create index on call (contact);

-- Case: a generated column
create table line (id int primary key, price int, quantity int, total int generated always as (price * quantity) stored, note text);
insert into line (id, price, quantity, note) select g, g, 1 + g % 3, repeat('x', 120) from generate_series(1, 30000) g;
analyze line;
-- Asked:
select * from line where total > 89000;
-- Good: a stored column like others
create index on line (total);
