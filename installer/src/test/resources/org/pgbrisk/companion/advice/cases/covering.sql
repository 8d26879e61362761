-- When the index should hold what is read, and when not. The rows are visible to all where VACUUM has been.

-- Case: a narrow read of many rows
create table orders (id int primary key, customer_id int, amount int, note text);
insert into orders select g, g % 50, g, repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze orders;
-- Asked:
select sum(amount) from orders where customer_id = 7;
-- Good: six hundred rows all over the table, or a few pages of the index
create index on orders (customer_id) include (amount);
-- Good: as a key the amount is as well read
create index on orders (customer_id, amount);

-- Case: a read of whole rows
create table orders (id int primary key, customer_id int, amount int, note text);
insert into orders select g, g % 1000, g, repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze orders;
-- Asked:
select * from orders where customer_id = 7;
-- Good: an index that holds everything would be a second table
create index on orders (customer_id);

-- Case: a narrow read of a table that is changing all the time
create table orders (id int primary key, customer_id int, amount int, note text);
insert into orders select g, g % 300, g, repeat('x', 120) from generate_series(1, 30000) g;
analyze orders;
-- Asked:
select sum(amount) from orders where customer_id = 7;
-- Good: as long as no page is known to be visible to all, the table is looked at anyhow
create index on orders (customer_id);

-- Case: a narrow read beside a wide one
create table orders (id int primary key, customer_id int, amount int, note text);
insert into orders select g, g % 50, g, repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze orders;
-- Asked:
select sum(amount) from orders where customer_id = 7;
select * from orders where customer_id = 8;
-- Good: one index for both
create index on orders (customer_id) include (amount);
-- Good: as a key the amount is as well read
create index on orders (customer_id, amount);

-- Case: two narrow reads of different columns
create table orders (id int primary key, customer_id int, amount int, weight int, note text);
insert into orders select g, g % 50, g, g % 17, repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze orders;
-- Asked:
select sum(amount) from orders where customer_id = 7;
select max(weight), min(weight) from orders where customer_id = 8;
-- Good: one index that holds both
create index on orders (customer_id) include (amount, weight);
-- Good: as a key the weight is as well read, and its ends stand at the ends
create index on orders (customer_id, weight) include (amount);

-- Case: a range and a sum
create table sale (id int primary key, day date, amount int, note text);
insert into sale select g, date '2026-01-01' + (g * 7919) % 360, g, repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze sale;
-- Asked:
select day, sum(amount) from sale where day between '2026-03-01' and '2026-03-31' group by day;
-- Good: a month of rows from the index alone, and already in order
create index on sale (day) include (amount);
-- Good: as a key the amount is as well read
create index on sale (day, amount);

-- Case: a wide column is read
create table message (id int primary key, thread_id int, body text);
insert into message select g, g % 1000, repeat(md5(g::text), 25) from generate_series(1, 20000) g;
vacuum analyze message;
-- Asked:
select body from message where thread_id = 7;
-- Good: bodies do not belong into an index
create index on message (thread_id);

-- Case: a count of what an equality finds
create table orders (id int primary key, customer_id int, note text);
insert into orders select g, g % 50, repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze orders;
-- Asked:
select count(*) from orders where customer_id = 7;
-- Good: a count reads no column
create index on orders (customer_id);

-- Case: the newest few, by name only
create table article (id int primary key, section int, published timestamp, title text, body text);
insert into article select g, g % 30, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', 'title ' || g, repeat('x', 400) from generate_series(1, 20000) g;
vacuum analyze article;
-- Asked:
select title from article where section = 7 order by published desc limit 10;
-- Good: ten rows: to fetch them costs little
create index on article (section, published);
-- Good: backwards
create index on article (section, published desc);
-- Good: or nothing is fetched at all, for some bytes more
create index on article (section, published) include (title);
-- Good: and backwards
create index on article (section, published desc) include (title);

-- Case: a name by a unique address
create table customer (id int primary key, email text, name text, note text);
insert into customer select g, 'e' || g || '@example.org', 'name ' || g, repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze customer;
-- Asked:
select name from customer where email = $1;
-- Good: one row, one page of the table
create index on customer (email);
-- Good: where this is asked all day, even that page is saved
create index on customer (email) include (name);
