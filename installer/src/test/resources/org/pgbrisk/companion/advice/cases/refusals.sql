-- What wants no index at all, or has the one that it wants.

-- Case: a tiny table
create table country (id int primary key, name text);
insert into country select g, 'n' || g from generate_series(1, 200) g;
analyze country;
-- Asked:
select * from country where name = 'n7';
-- Nothing: two pages are read as quickly as an index

-- Case: a condition that half of the rows meet
create table task (id int primary key, status text, note text);
insert into task select g, (array['open', 'done'])[1 + g % 2], repeat('x', 120) from generate_series(1, 30000) g;
analyze task;
-- Asked:
select * from task where status = 'open';
-- Nothing: to read all pages in a row is cheaper than half of the rows one by one

-- Case: a flag that is set as often as not
create table member (id int primary key, active boolean, note text);
insert into member select g, g % 2 = 0, repeat('x', 120) from generate_series(1, 30000) g;
analyze member;
-- Asked:
select * from member where active;
select * from member where not active;
-- Nothing: half of the rows each

-- Case: all but one value
create table task (id int primary key, status text, note text);
insert into task select g, 's' || g % 50, repeat('x', 120) from generate_series(1, 30000) g;
analyze task;
-- Asked:
select * from task where status <> 's7';
-- Nothing: nearly all rows, and no index knows <>

-- Case: a range that most rows lie in
create table event (id int primary key, at timestamp, note text);
insert into event select g, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze event;
-- Asked:
select * from event where at > '2026-01-04';
-- Nothing: six of seven rows

-- Case: the primary key
create table orders (id int primary key, customer_id int, note text);
insert into orders select g, g % 3000, repeat('x', 120) from generate_series(1, 30000) g;
analyze orders;
-- Asked:
select * from orders where id = 7;
select * from orders where id = any ($1);
select * from orders where id between 5 and 50;
select * from orders order by id desc limit 10;
select * from orders where id > $1 order by id limit 100;
select max(id) from orders;
update orders set note = 'y' where id = 7;
delete from orders where id = 8;
-- Nothing: all of them go by the key

-- Case: the primary key and something besides
create table orders (id int primary key, customer_id int, note text);
insert into orders select g, g % 3000, repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze orders;
-- Asked:
select * from orders where id = 7 and customer_id = 5;
select customer_id from orders where id = 7;
-- Nothing: there is one row to look at

-- Case: the beginning of a primary key
create table line (order_id int, no int, sku int, note text, primary key (order_id, no));
insert into line select g / 5, g % 5, g % 700, repeat('x', 120) from generate_series(0, 29999) g;
analyze line;
-- Asked:
select * from line where order_id = 7;
select * from line where order_id = 7 order by no;
select * from line where order_id = 7 and sku = 7;
-- Nothing: the key finds the five lines of an order

-- Case: a unique key
create table customer (id int primary key, email text unique, name text, note text);
insert into customer select g, 'e' || g || '@example.org', 'n' || g % 2000, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer;
-- Asked:
select * from customer where email = 'e77@example.org';
select * from customer where email = $1 and name = $2;
-- Nothing: the unique key finds the one row

-- Case: a longer index
create table orders (id int primary key, customer_id int, created_at timestamp, note text);
insert into orders select g, g % 3000, timestamp '2026-01-01' + g * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
create index on orders (customer_id, created_at);
analyze orders;
-- Asked:
select * from orders where customer_id = 42;
select * from orders where customer_id = 42 order by created_at desc;
-- Nothing: its beginning does the work

-- Case: an index whose direction is the other one
create table orders (id int primary key, customer_id int, created_at timestamp, note text);
insert into orders select g, g % 30, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
create index on orders (customer_id, created_at desc);
create index on orders (created_at);
analyze orders;
-- Asked:
select * from orders where customer_id = 7 order by created_at limit 10;
select * from orders order by created_at desc limit 10;
-- Nothing: an index is read in both directions

-- Case: an expression that has its index
create table customer (id int primary key, email text, note text);
insert into customer select g, 'E' || g || '@example.org', repeat('x', 120) from generate_series(1, 30000) g;
create index on customer (lower(email));
analyze customer;
-- Asked:
select * from customer where lower(email) = 'e77@example.org';
select * from customer where lower(email) = lower($1);
-- Nothing: it does the work

-- Case: a part that has its index
create table task (id int primary key, status text, created_at timestamp, note text);
insert into task select g, case when g % 150 = 0 then 'open' else 'done' end, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
create index on task (created_at) where status = 'open';
analyze task;
-- Asked:
select * from task where status = 'open' order by created_at limit 5;
-- Nothing: it does the work

-- Case: what is read has its covering index
create table orders (id int primary key, customer_id int, amount int, note text);
insert into orders select g, g % 50, g, repeat('x', 120) from generate_series(1, 30000) g;
create index on orders (customer_id) include (amount);
vacuum analyze orders;
-- Asked:
select sum(amount) from orders where customer_id = 7;
select count(*) from orders where customer_id = 7;
-- Nothing: it does the work

-- Case: an index that finds nearly the same
create table customer (id int primary key, phone text, name text, note text);
insert into customer select g, '+49 ' || g / 2, 'n' || g % 2000, repeat('x', 120) from generate_series(1, 30000) g;
create index on customer (phone);
analyze customer;
-- Asked:
select * from customer where phone = $1 and name = $2;
-- Nothing: two rows have the number, a column more would save one of them

-- Case: a letter somewhere in a text
create table customer (id int primary key, name text, note text);
insert into customer select g, 'name ' || g, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer;
-- Asked:
select * from customer where name like '%a%';
-- Nothing: every name has one, and no index knows single letters

-- Case: a column that nobody fills
create table customer (id int primary key, fax text, note text);
insert into customer select g, null, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer;
-- Asked:
select * from customer where fax is null;
-- Nothing: all rows are wanted

-- Case: catalogs
create table unused (id int);
-- Asked:
select * from pg_class where relpages = 3;
select * from pg_attribute where attname = 'id';
select * from information_schema.columns where column_name = 'id';
-- Nothing: they are the server's own

-- Case: a temporary table
create temporary table passing (id int primary key, v int, note text);
insert into passing select g, g, repeat('x', 120) from generate_series(1, 20000) g;
analyze passing;
-- Asked:
select * from passing where v = 7;
-- Nothing: it is gone with the session

-- Case: a foreign table
-- Needs: file_fdw
create extension if not exists file_fdw schema public;
create server files foreign data wrapper file_fdw;
create foreign table line (no int, word text) server files options (program 'yes 1,x | head -n 20000', format 'csv');
-- Asked:
select * from line where no = 7;
-- Nothing: PostgreSQL has no indexes on foreign tables

-- Case: statements that touch no table
create table unused (id int);
-- Asked:
select 1;
select now(), version();
values (1, 'a'), (2, 'b');
select * from generate_series(1, 100000) g where g % 7 = 3;
-- Nothing: there is nothing to index

-- Case: conditions that are never true
create table orders (id int primary key, customer_id int, note text);
insert into orders select g, g % 3000, repeat('x', 120) from generate_series(1, 30000) g;
analyze orders;
-- Asked:
select * from orders where false;
select * from orders where customer_id = 7 and 1 = 2;
select * from orders where customer_id = null;
select * from orders limit 0;
-- Nothing: nothing is read

-- Case: a budget, and a table that nobody has analyzed
-- Budget: 100 MB
create table fresh (id int primary key, v int, note text);
insert into fresh select g, g, repeat('x', 120) from generate_series(1, 20000) g;
-- Asked:
select * from fresh where v = 7;
-- Nothing: how large an index would be nobody knows

-- Case: a budget that is too small
-- Budget: 100 kB
create table orders (id int primary key, customer_id int, note text);
insert into orders select g, g % 3000, repeat('x', 120) from generate_series(1, 30000) g;
analyze orders;
-- Asked:
select * from orders where customer_id = 42;
-- Nothing: the index takes a few hundred

-- Case: rows that are only inserted
create table event (id int primary key, device int, note text);
insert into event select g, g % 3000, repeat('x', 120) from generate_series(1, 30000) g;
analyze event;
-- Asked:
insert into event values ($1, $2, $3);
insert into event values ($1, $2, $3) on conflict (id) do update set note = excluded.note;
-- Nothing: an index would be a burden, and nobody reads by it

-- Case: any few rows
create table event (id int primary key, device int, note text);
insert into event select g, g % 3000, repeat('x', 120) from generate_series(1, 30000) g;
analyze event;
-- Asked:
select * from event limit 10;
select * from event where note like 'x%' limit 10;
-- Nothing: the first pages hold them

-- Case: a report over all rows
create table sale (id int primary key, shop int, amount int, note text);
insert into sale select g, g % 30, g, repeat('x', 120) from generate_series(1, 30000) g;
analyze sale;
-- Asked:
select shop, count(*), sum(amount), max(note) from sale group by shop order by shop;
select sum(length(note)) from sale;
-- Nothing: everything is read, and read best in a row

-- Case: two tables joined as a whole
create table customer (id int primary key, name text);
insert into customer select g, 'n' || g from generate_series(0, 2999) g;
create table orders (id int primary key, customer_id int, amount int, note text);
insert into orders select g, g % 3000, g, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer, orders;
-- Asked:
select c.name, o.* from customer c join orders o on o.customer_id = c.id;
-- Nothing: every row finds its partner in a hash table

-- Case: a join that goes by keys
create table customer (id int primary key, name text, note text);
insert into customer select g, 'n' || g, repeat('x', 120) from generate_series(0, 9999) g;
create table orders (id int primary key, customer_id int, note text);
insert into orders select g, g % 10000, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer, orders;
-- Asked:
select * from orders o join customer c on c.id = o.customer_id where o.id = 77;
-- Nothing: one order by its key, its customer by its key

-- Case: a comparison that no index can answer
create table task (id int primary key, owner int, author int, note text);
insert into task select g, g % 3000, g % 7000, repeat('x', 120) from generate_series(1, 30000) g;
analyze task;
-- Asked:
select * from task where owner is distinct from 7;
select * from task where owner not in (1, 2, 3);
-- Nothing: nearly all rows, and no index knows what is different

-- Case: what is not in another table
create table customer (id int primary key, note text);
insert into customer select g, repeat('x', 120) from generate_series(1, 20000) g;
create table blocked (customer_id int);
insert into blocked select g * 100 from generate_series(1, 100) g;
analyze customer, blocked;
-- Asked:
select * from customer where id not in (select customer_id from blocked);
-- Nothing: nearly all customers are read, and the list is short

-- Case: a sample
create table event (id int primary key, device int, note text);
insert into event select g, g % 3000, repeat('x', 120) from generate_series(1, 30000) g;
analyze event;
-- Asked:
select * from event tablesample system (1) where device < 1000;
-- Nothing: it reads pages by chance

-- Case: columns whose types have no order
create table place (id int primary key, at point, outline json, note text);
insert into place select g, point(g, g), '{}', repeat('x', 120) from generate_series(1, 20000) g;
analyze place;
-- Asked:
select outline, at from place where id = 7;
select count(outline), count(at) from place;
-- Nothing: the key finds the row, and the count reads all

-- Case: one value of a column that has nearly no other
create table task (id int primary key, status text, note text);
insert into task select g, case when g % 150 = 0 then 'open' else 'done' end, repeat('x', 120) from generate_series(1, 30000) g;
analyze task;
-- Asked:
select * from task where status = 'done';
select note from task where status = 'done' limit 5;
-- Nothing: nearly all rows have it
