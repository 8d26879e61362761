-- What a WHERE compares: equalities, ranges, lists, rows.

-- Case: an equality
create table orders (id int primary key, customer_id int, note text);
insert into orders select g, g % 3000, repeat('x', 120) from generate_series(1, 30000) g;
analyze orders;
-- Asked:
select * from orders where customer_id = 42;
-- Good: ten rows of thirty thousand
create index on orders (customer_id);

-- Case: an equality with a parameter
create table orders (id int primary key, customer_id int, note text);
insert into orders select g, g % 3000, repeat('x', 120) from generate_series(1, 30000) g;
analyze orders;
-- Asked:
select * from orders where customer_id = $1;
-- Good: the same as with a constant
create index on orders (customer_id);

-- Case: the equality stands before the range
create table reading (id int primary key, device int, at timestamp, note text);
insert into reading select g, g % 100, timestamp '2026-01-01' + g * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze reading;
-- Asked:
select * from reading where at >= '2026-01-03' and at < '2026-01-05' and device = 5;
-- Good: so all that is wanted stands side by side in the index
create index on reading (device, at);

-- Case: two equalities that only together leave few rows
create table visit (id int primary key, page int, visitor int, note text);
insert into visit select g, g % 97, g % 101, repeat('x', 120) from generate_series(1, 30000) g;
analyze visit;
-- Asked:
select * from visit where page = 5 and visitor = 7;
-- Good: one of the two alone finds three hundred rows, both together three
create index on visit (page, visitor);
-- Good: for equalities the order does not matter
create index on visit (visitor, page);

-- Case: a column that finds the row needs no company
create table customer (id int primary key, email text, status text, note text);
insert into customer select g, 'e' || g || '@example.org', (array['new', 'old'])[1 + g % 2], repeat('x', 120) from generate_series(1, 30000) g;
analyze customer;
-- Asked:
select * from customer where email = 'e77@example.org' and status = 'old';
-- Good: there is one row with this address, and the status halves nothing
create index on customer (email);

-- Case: two equalities and a range
create table reading (id int primary key, site int, kind int, at timestamp, note text);
insert into reading select g, g % 19, g % 13, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze reading;
-- Asked:
select * from reading where site = 3 and kind = 5 and at between '2026-01-03' and '2026-01-05';
-- Good: each of the three leaves a part of what the others leave
create index on reading (site, kind, at);
-- Good: the two equalities may change places
create index on reading (kind, site, at);

-- Case: a range that is narrow
create table event (id int primary key, at timestamp, note text);
insert into event select g, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze event;
-- Asked:
select * from event where at >= '2026-01-05' and at < '2026-01-05 02:00';
-- Good: two hours of three weeks
create index on event (at);

-- Case: a list of values
create table product (id int primary key, code int, note text);
insert into product select g, g % 3000, repeat('x', 120) from generate_series(1, 30000) g;
analyze product;
-- Asked:
select * from product where code in (17, 250, 1999);
-- Good: one look-up for each value
create index on product (code);

-- Case: an array of values as a parameter
create table product (id int primary key, code int, note text);
insert into product select g, g % 3000, repeat('x', 120) from generate_series(1, 30000) g;
analyze product;
-- Asked:
select * from product where code = any ($1);
-- Good: the way drivers write a list
create index on product (code);

-- Case: a list beside a range
create table job (id int primary key, queue int, due timestamp, note text);
insert into job select g, g % 60, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze job;
-- Asked:
select * from job where queue in (3, 8) and due < '2026-01-02';
-- Good: a list is an equality, a few times over
create index on job (queue, due);

-- Case: the beginning of a text
create table customer (id int primary key, name text collate "C", note text);
insert into customer select g, chr(97 + g % 26) || chr(97 + g / 26 % 26) || chr(97 + g / 676 % 26) || g, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer;
-- Asked:
select * from customer where name like 'abc%';
-- Good: in the order of C what begins alike stands side by side
create index on customer (name);

-- Case: either column of two
create table message (id int primary key, sender int, recipient int, note text);
insert into message select g, g % 2003, g % 3001, repeat('x', 120) from generate_series(1, 30000) g;
analyze message;
-- Asked:
select * from message where sender = 5 or recipient = 5;
-- Good: one for each side of the OR, their bitmaps are united; with one alone the whole table is read
create index on message (sender);
create index on message (recipient);

-- Case: the next page after a pair of values
create table post (id int primary key, day date, note text);
insert into post select g, date '2026-01-01' + (g * 7919) % 60, repeat('x', 120) from generate_series(1, 30000) g;
analyze post;
-- Asked:
select * from post where (day, id) > ('2026-01-05', 700) order by day, id limit 20;
-- Good: the page begins where the last one ended, and nothing is sorted
create index on post (day, id);

-- Case: the next page of one tenant, newest first
create table post (id int primary key, tenant_id int, created_at timestamp, note text);
insert into post select g, g % 20, timestamp '2026-01-01' + (g * 7919) % 10000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze post;
-- Asked:
select * from post where tenant_id = $1 and (created_at, id) < ($2, $3) order by created_at desc, id desc limit 20;
-- Good: the equality, then the pair that is paged by; an index can be read backwards
create index on post (tenant_id, created_at, id);
-- Good: written as it is read
create index on post (tenant_id, created_at desc, id desc);
-- Good: the times of one tenant are nearly all different, so that id would order next to nothing
create index on post (tenant_id, created_at);

-- Case: columns of many types
create type state as enum ('new', 'paid', 'sent');
create domain code as text check (length(value) < 20);
create table parcel (id int primary key, label uuid, tracking code, gateway inet, weight numeric, span int4range, note text);
insert into parcel select g, md5(g::text)::uuid, 'c' || g, '10.0.0.0'::inet + g, g / 100.0, int4range(g, g + 5), repeat('x', 120) from generate_series(1, 30000) g;
analyze parcel;
-- Asked:
select * from parcel where label = 'cfcd208495d565ef66e7dff9f98764da';
select * from parcel where tracking = 'c77';
select * from parcel where gateway = '10.0.1.1';
select * from parcel where weight > 299.9;
select * from parcel where span = int4range(5, 10);
-- Good: all of these types have an order
create index on parcel (label);
create index on parcel (tracking);
create index on parcel (gateway);
create index on parcel (weight);
create index on parcel (span);

-- Case: two conditions in two statements on two columns
create table customer (id int primary key, email text, phone text, note text);
insert into customer select g, 'e' || g || '@example.org', '+49 ' || g, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer;
-- Asked:
select * from customer where email = $1;
select * from customer where phone = $1;
-- Good: nothing is shared here
create index on customer (email);
create index on customer (phone);

-- Case: a comparison with a sub-query that gives one value
create table setting (name text primary key, value int);
insert into setting values ('batch', 77);
analyze setting;
create table booking (id int primary key, batch int, note text);
insert into booking select g, g % 1500, repeat('x', 120) from generate_series(1, 30000) g;
analyze booking;
-- Asked:
select * from booking where batch = (select value from setting where name = 'batch');
-- Good: an equality, only that its value comes late
create index on booking (batch);

-- Case: a range of which the end is a parameter, beside an equality
create table invoice (id int primary key, account int, due date, note text);
insert into invoice select g, g % 600, date '2026-01-01' + g % 365, repeat('x', 120) from generate_series(1, 30000) g;
analyze invoice;
-- Asked:
select * from invoice where account = $1 and due < $2;
-- Good: account finds fifty rows, and due is read in order behind it
create index on invoice (account, due);
-- Good: how much due leaves nobody knows, and fifty rows are few
create index on invoice (account);

-- Case: a column whose name looks like an expression of another one
create table strange (id int, "(id)" int, note text);
insert into strange select g % 7, g % 1000, repeat('x', 120) from generate_series(1, 30000) g;
analyze strange;
-- Asked:
select * from strange where "(id)" = 5;
-- Good: the column that is asked for, and not the other
create index on strange ("(id)");
