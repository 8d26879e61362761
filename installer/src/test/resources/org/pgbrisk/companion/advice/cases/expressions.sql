-- Indexes on expressions, and expressions that no index can hold.

-- Case: an address without regard to case
create table customer (id int primary key, email text, note text);
insert into customer select g, 'E' || g || '@example.org', repeat('x', 120) from generate_series(1, 30000) g;
analyze customer;
-- Asked:
select * from customer where lower(email) = 'e77@example.org';
-- Good: the expression as it is written
create index on customer (lower(email));

-- Case: an expression beside a tenant
create table customer (id int primary key, tenant_id int, email text, note text);
insert into customer select g, g % 50, 'E' || g || '@example.org', repeat('x', 120) from generate_series(1, 30000) g;
analyze customer;
-- Asked:
select * from customer where tenant_id = $1 and lower(email) = lower($2);
-- Good: the tenant first, as everywhere
create index on customer (tenant_id, lower(email));
-- Good: the order does not matter
create index on customer (lower(email), tenant_id);
-- Good: the address finds the row
create index on customer (lower(email));

-- Case: a member of a document
create table document (id int primary key, data jsonb);
insert into document select g, jsonb_build_object('customer', 'c' || g % 3000, 'note', repeat('x', 120)) from generate_series(1, 30000) g;
analyze document;
-- Asked:
select * from document where data ->> 'customer' = 'c77';
-- Good: the expression as it is written
create index on document ((data ->> 'customer'));

-- Case: a number in a document
create table document (id int primary key, data jsonb);
insert into document select g, jsonb_build_object('size', g % 3000, 'note', repeat('x', 120)) from generate_series(1, 30000) g;
analyze document;
-- Asked:
select * from document where (data ->> 'size')::int = 77;
-- Good: the cast is part of the expression
create index on document (((data ->> 'size')::int));

-- Case: a day of a time without zone
create table event (id int primary key, at timestamp, note text);
insert into event select g, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '20 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze event;
-- Asked:
select * from event where date_trunc('day', at) = '2026-02-03';
-- Good: the expression as it is written
create index on event (date_trunc('day', at));

-- Case: a date of a time without zone
create table event (id int primary key, at timestamp, note text);
insert into event select g, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '20 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze event;
-- Asked:
select * from event where at::date = '2026-02-03';
-- Good: without a zone the day of a time is always the same
create index on event ((at::date));

-- Case: a date of a time with zone
create table event (id int primary key, at timestamptz, note text);
insert into event select g, timestamptz '2026-01-01 00:00+00' + (g * 7919) % 30000 * interval '20 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze event;
-- Asked:
select * from event where at::date = '2026-02-03';
select * from event where date_trunc('day', at) = '2026-02-03';
-- Nothing: which day it is depends on the session's zone, so no index can hold it

-- Case: names in order, without regard to case
create table customer (id int primary key, name text, note text);
insert into customer select g, 'N' || (g * 7919) % 30000, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer;
-- Asked:
select * from customer order by lower(name) limit 20;
-- Good: an order by an expression is an order
create index on customer (lower(name));

-- Case: a value instead of NULL
create table node (id int primary key, parent_id int, note text);
insert into node select g, nullif(g % 3000, 0), repeat('x', 120) from generate_series(1, 30000) g;
analyze node;
-- Asked:
select * from node where coalesce(parent_id, 0) = 7;
-- Good: the expression as it is written
create index on node (coalesce(parent_id, 0));

-- Case: a function that gives something else each time
create table coupon (id int primary key, code text, note text);
insert into coupon select g, 'c' || g, repeat('x', 120) from generate_series(1, 30000) g;
analyze coupon;
-- Asked:
select * from coupon where code = 'c' || floor(random() * 30000)::int;
select * from coupon where random() < 0.001;
-- Nothing: a volatile value has to be compared with each row

-- Case: the same value under a function in one statement and bare in another
create table customer (id int primary key, email text, note text);
insert into customer select g, 'E' || g || '@example.org', repeat('x', 120) from generate_series(1, 30000) g;
analyze customer;
-- Asked:
select * from customer where lower(email) = $1;
select * from customer where email = $1;
-- Good: neither can do the work of the other
create index on customer (lower(email));
create index on customer (email);

-- Case: a part of a name
create table file (id int primary key, name text, note text);
insert into file select g, g || '.' || 'x' || g % 2000, repeat('x', 120) from generate_series(1, 30000) g;
analyze file;
-- Asked:
select * from file where split_part(name, '.', 2) = 'x77';
-- Good: the expression as it is written
create index on file (split_part(name, '.', 2));

-- Case: the beginning of a name, without regard to case
create table customer (id int primary key, name text collate "C", note text);
insert into customer select g, chr(65 + g % 26) || chr(97 + g / 26 % 26) || chr(97 + g / 676 % 26) || g, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer;
-- Asked:
select * from customer where lower(name) like 'abc%';
-- Good: in the order of C what begins alike stands side by side
create index on customer (lower(name));
