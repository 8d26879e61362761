-- Indexes that exist: what to drop, what to widen, and what to leave alone. A wrong drop costs more than a missed one.

-- Case: two copies of an index
create table orders (id int primary key, customer_id int, note text);
insert into orders select g, g % 3000, repeat('x', 120) from generate_series(1, 30000) g;
create index first_idx on orders (customer_id);
create index second_idx on orders (customer_id);
analyze orders;
-- Asked:
select * from orders where customer_id = 7;
-- Good: one of two that are the same, and the older stays
drop index second_idx;

-- Case: a copy of the primary key
create table orders (id int primary key, note text);
insert into orders select g, repeat('x', 120) from generate_series(1, 30000) g;
create index orders_id_idx on orders (id);
analyze orders;
-- Asked:
select * from orders where id = 7;
-- Good: the key finds the row as well
drop index orders_id_idx;

-- Case: a unique copy of the primary key
create table orders (id int primary key, note text);
insert into orders select g, repeat('x', 120) from generate_series(1, 30000) g;
create unique index orders_id_key on orders (id);
analyze orders;
-- Asked:
select * from orders where id = 7;
-- Good: the constraint enforces the same
drop index orders_id_key;

-- Case: the same order read from the other end
create table orders (id int primary key, at timestamp, note text);
insert into orders select g, timestamp '2026-01-01' + g * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
create index up_idx on orders (at);
create index down_idx on orders (at desc);
analyze orders;
-- Asked:
select * from orders order by at desc limit 10;
-- Good: a B-tree is read from either end
drop index down_idx;

-- Case: the beginning of a longer index
create table orders (id int primary key, customer_id int, at date, note text);
insert into orders select g, g % 3000, date '2026-01-01' + g % 300, repeat('x', 120) from generate_series(1, 30000) g;
create index short_idx on orders (customer_id);
create index long_idx on orders (customer_id, at);
analyze orders;
-- Asked:
select * from orders where customer_id = 7;
-- Good: the longer one finds the same, and is not much larger
drop index short_idx;

-- Case: the same keys, with more included
create table orders (id int primary key, customer_id int, amount int, note text);
insert into orders select g, g % 15000, g, repeat('x', 120) from generate_series(1, 30000) g;
create index short_idx on orders (customer_id);
create index covering_idx on orders (customer_id) include (amount);
vacuum analyze orders;
-- Asked:
select sum(amount) from orders where customer_id = 7;
-- Good: the covering one finds the same
drop index short_idx;

-- Case: two copies of a part
create table task (id int primary key, owner int, done boolean, note text);
insert into task select g, g % 3000, g % 100 <> 0, repeat('x', 120) from generate_series(1, 30000) g;
create index one_idx on task (owner) where not done;
create index other_idx on task (owner) where not done;
analyze task;
-- Asked:
select * from task where owner = 7 and not done;
-- Good: the same rows in the same order
drop index other_idx;

-- Case: a chain of beginnings
create table orders (id int primary key, a int, b int, c int, note text);
insert into orders select g, g % 3000, g % 7, g % 11, repeat('x', 120) from generate_series(1, 30000) g;
create index a_idx on orders (a);
create index ab_idx on orders (a, b);
create index abc_idx on orders (a, b, c);
analyze orders;
-- Asked:
select * from orders where a = 7;
-- Good: the longest does the work of both
drop index a_idx;
drop index ab_idx;

-- Case: a copy on a partition beside the parent's
create table event (id int, at date, device int, note text) partition by range (at);
create table event_1 partition of event for values from ('2026-01-01') to ('2026-02-01');
create table event_2 partition of event for values from ('2026-02-01') to ('2026-03-01');
insert into event select g, date '2026-01-01' + g % 59, g % 2000, repeat('x', 120) from generate_series(1, 30000) g;
create index event_device_idx on event (device);
create index own_idx on event_1 (device);
analyze event;
-- Asked:
select * from event where device = 17;
-- Good: the partition has the parent's
drop index own_idx;

-- Case: two copies on a partitioned table
create table event (id int, at date, device int, note text) partition by range (at);
create table event_1 partition of event for values from ('2026-01-01') to ('2026-02-01');
create table event_2 partition of event for values from ('2026-02-01') to ('2026-03-01');
insert into event select g, date '2026-01-01' + g % 59, g % 2000, repeat('x', 120) from generate_series(1, 30000) g;
create index first_idx on event (device);
create index second_idx on event (device);
analyze event;
-- Asked:
select * from event where device = 17;
-- Good: the parent's goes, and with it those of its partitions
drop index second_idx;

-- Case: an index widened for a second condition
create table orders (id int primary key, customer_id int, kind int, note text);
insert into orders select g, g % 60, g % 599, repeat('x', 120) from generate_series(1, 60000) g;
create index narrow_idx on orders (customer_id);
analyze orders;
-- Asked:
select * from orders where customer_id = 7 and kind = 11;
-- Good: one index that begins with the other's key, in its place
create index on orders (customer_id, kind);
drop index narrow_idx;
-- Good: or the other column first, beside it
create index on orders (kind, customer_id);
-- Good: or that column alone, which leaves few rows
create index on orders (kind);

-- Case: an index widened for an order
create table message (id int primary key, thread_id int, at timestamp, body text);
insert into message select g, g % 20, timestamp '2026-01-01' + (g * 7919) % 60000 * interval '1 min', repeat('x', 120) from generate_series(1, 60000) g;
create index narrow_idx on message (thread_id);
analyze message;
-- Asked:
select * from message where thread_id = 7 order by at desc limit 10;
-- Good: the order behind the equality
create index on message (thread_id, at);
drop index narrow_idx;
-- Good: backwards
create index on message (thread_id, at desc);
drop index narrow_idx;

-- Case: an index widened so that the table is not read
create table orders (id int primary key, customer_id int, amount int, note text);
insert into orders select g, g % 300, g, repeat('x', 120) from generate_series(1, 60000) g;
create index narrow_idx on orders (customer_id);
vacuum analyze orders;
-- Asked:
select sum(amount) from orders where customer_id = 7;
-- Good: the amount as a key, in place of the other
create index on orders (customer_id, amount);
drop index narrow_idx;
-- Good: or included
create index on orders (customer_id) include (amount);
drop index narrow_idx;

-- Case: a part widened
create table task (id int primary key, owner int, at timestamp, done boolean, note text);
insert into task select g, g % 5, timestamp '2026-01-01' + (g * 7919) % 60000 * interval '1 min', g % 10 <> 0, repeat('x', 120) from generate_series(1, 60000) g;
create index narrow_idx on task (owner) where not done;
analyze task;
-- Asked:
select * from task where owner = 3 and not done order by at limit 10;
-- Good: the same part with the order behind
create index on task (owner, at) where not done;
drop index narrow_idx;
-- Good: all rows in that order do as well, and the part stays for what reads it alone
create index on task (owner, at);

-- Case: a unique index is not widened away
create table customer (id int primary key, email text, name text, note text);
insert into customer select g, 'e' || g || '@example.org', 'name ' || g, repeat('x', 120) from generate_series(1, 30000) g;
create unique index customer_email_key on customer (email);
vacuum analyze customer;
-- Asked:
select name from customer where email = 'e7@example.org';
-- Nothing: one row is found already, and the index enforces something

-- Case: a primary key is not widened away
create table line (order_id int, number int, amount int, note text, primary key (order_id, number));
insert into line select g % 200, g / 200, g, repeat('x', 120) from generate_series(1, 60000) g;
vacuum analyze line;
-- Asked:
select sum(amount) from line where order_id = 7;
-- Good: three hundred rows all over the table, or a few pages; and the key stays
create index on line (order_id, amount);

-- Case: a unique index beside a longer one
create table orders (id int primary key, code int, at date, note text);
insert into orders select g, g, date '2026-01-01' + g % 300, repeat('x', 120) from generate_series(1, 30000) g;
create unique index orders_code_key on orders (code);
create index orders_code_at_idx on orders (code, at);
analyze orders;
-- Asked:
select * from orders where code = 7;
-- Nothing: the longer one does not enforce that codes are unique

-- Case: a unique index that a foreign key references
create table orders (id int primary key, code int, note text);
insert into orders select g, g, repeat('x', 120) from generate_series(1, 30000) g;
create unique index orders_code_key on orders (code);
create table line (id int primary key, code int references orders (code), note text);
create unique index orders_code_key2 on orders (code);
analyze orders;
-- Asked:
select * from orders where code = 7;
-- Good: of the two the one that nothing stands on
drop index orders_code_key2;

-- Case: the replica identity
create table orders (id int not null, note text);
insert into orders select g, repeat('x', 120) from generate_series(1, 30000) g;
create unique index first_idx on orders (id);
create unique index second_idx on orders (id);
alter table orders replica identity using index second_idx;
analyze orders;
-- Asked:
select * from orders where id = 7;
-- Good: what replication stands on stays, though it is the younger
drop index first_idx;

-- Case: an index that the table is clustered by
create table orders (id int primary key, customer_id int, at date, note text);
insert into orders select g, g % 3000, date '2026-01-01' + g % 300, repeat('x', 120) from generate_series(1, 30000) g;
create index short_idx on orders (customer_id);
create index long_idx on orders (customer_id, at);
alter table orders cluster on short_idx;
analyze orders;
-- Asked:
select * from orders where customer_id = 7;
-- Nothing: CLUSTER would lose its order

-- Case: a small index beside a large one that begins alike
create table orders (id int primary key, customer_id int, label text, note text);
insert into orders select g, g % 100, repeat(md5(g::text), 3), repeat('x', 120) from generate_series(1, 30000) g;
create index short_idx on orders (customer_id);
create index long_idx on orders (customer_id, label);
analyze orders;
-- Asked:
select * from orders where customer_id = 7;
-- Nothing: the longer one has many times its pages

-- Case: a part beside the whole
create table task (id int primary key, owner int, done boolean, note text);
insert into task select g, g % 3000, g % 100 <> 0, repeat('x', 120) from generate_series(1, 30000) g;
create index part_idx on task (owner) where not done;
create index whole_idx on task (owner);
analyze task;
-- Asked:
select * from task where owner = 7 and not done;
-- Nothing: the part is small, and finds its rows at once

-- Case: two parts of different conditions
create table task (id int primary key, owner int, state text, note text);
insert into task select g, g % 3000, (array['open', 'held', 'done'])[1 + g % 3], repeat('x', 120) from generate_series(1, 30000) g;
create index open_idx on task (owner) where state = 'open';
create index held_idx on task (owner) where state = 'held';
analyze task;
-- Asked:
select * from task where owner = 7 and state = 'open';
-- Nothing: they have different rows

-- Case: another operator class
create table customer (id int primary key, name text, note text);
insert into customer select g, md5(g::text), repeat('x', 120) from generate_series(1, 30000) g;
create index name_idx on customer (name);
create index pattern_idx on customer (name text_pattern_ops);
analyze customer;
-- Asked:
select * from customer where name = 'x';
-- Nothing: one is for LIKE, the other for the order of the language

-- Case: another collation
create table customer (id int primary key, name text, note text);
insert into customer select g, md5(g::text), repeat('x', 120) from generate_series(1, 30000) g;
create index name_idx on customer (name collate "POSIX");
create index c_idx on customer (name collate "C");
analyze customer;
-- Asked:
select * from customer where id = 7;
-- Nothing: each has an order of its own

-- Case: another order of NULLs
create table orders (id int primary key, at timestamp, note text);
insert into orders select g, timestamp '2026-01-01' + g * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
create index last_idx on orders (at);
create index first_idx on orders (at nulls first);
analyze orders;
-- Asked:
select * from orders where id = 7;
-- Nothing: ORDER BY at NULLS FIRST needs the one, and all else the other

-- Case: the same columns in another order
create table orders (id int primary key, a int, b int, note text);
insert into orders select g, g % 3000, g % 2999, repeat('x', 120) from generate_series(1, 30000) g;
create index ab_idx on orders (a, b);
create index ba_idx on orders (b, a);
analyze orders;
-- Asked:
select * from orders where a = 7;
-- Nothing: they find by different columns

-- Case: a hash index beside a B-tree
create table orders (id int primary key, code text, note text);
insert into orders select g, md5(g::text), repeat('x', 120) from generate_series(1, 30000) g;
create index tree_idx on orders (code);
create index hash_idx on orders using hash (code);
analyze orders;
-- Asked:
select * from orders where code = 'x';
-- Nothing: somebody chose another method on purpose

-- Case: an index of a partition is the parent's
create table event (id int, at date, device int, kind int, note text) partition by range (at);
create table event_1 partition of event for values from ('2026-01-01') to ('2026-02-01');
create table event_2 partition of event for values from ('2026-02-01') to ('2026-03-01');
insert into event select g, date '2026-01-01' + g % 59, g % 2000, g % 7, repeat('x', 120) from generate_series(1, 30000) g;
create index event_device_idx on event (device);
create index long_idx on event_1 (device, kind);
analyze event;
-- Asked:
select * from event where device = 17;
-- Nothing: the partition cannot give back what the parent has

-- Case: nothing like an expression that has an index
create table customer (id int primary key, email text, note text);
insert into customer select g, 'E' || g || '@example.org', repeat('x', 120) from generate_series(1, 30000) g;
create index customer_lower_idx on customer (lower(email));
analyze customer;
-- Asked:
select * from customer where lower(email) = 'e7@example.org';
-- Nothing: it has its index

-- Case: nothing like a part that has an index
create table task (id int primary key, owner int, state text, note text);
insert into task select g, g % 3000, case when g % 200 = 0 then 'open' else 'done' end, repeat('x', 120) from generate_series(1, 30000) g;
create index open_idx on task (owner) where state = 'open';
analyze task;
-- Asked:
select * from task where state = 'open' and owner = 17;
-- Nothing: it has its index

-- Case: nothing like an order that has an index read backwards
create table article (id int primary key, section int, at timestamp, note text);
insert into article select g, g % 30, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
create index article_idx on article (section desc, at desc);
analyze article;
-- Asked:
select * from article where section = 7 order by at limit 10;
-- Nothing: it has its index
