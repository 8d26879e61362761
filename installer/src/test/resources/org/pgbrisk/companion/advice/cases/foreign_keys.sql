-- Foreign keys: who deletes a row that others point to has to look whether they do.

-- Case: a foreign key without an index
create table customer (id int primary key, note text);
insert into customer select g, repeat('x', 120) from generate_series(1, 1000) g;
create table orders (id int primary key, customer_id int references customer, note text);
insert into orders select g, 1 + g % 1000, repeat('x', 120) from generate_series(1, 20000) g;
analyze customer, orders;
-- Asked:
delete from customer where id = 7;
select * from orders where id = 9;
-- Good: each delete reads all orders otherwise
create index on orders (customer_id);

-- Case: a foreign key of two columns
create table orders (tenant int, no int, note text, primary key (tenant, no));
insert into orders select g % 50, g, repeat('x', 120) from generate_series(1, 5000) g;
create table line (id int primary key, tenant int, order_no int, note text, foreign key (tenant, order_no) references orders);
insert into line select g, (1 + g % 5000) % 50, 1 + g % 5000, repeat('x', 120) from generate_series(1, 20000) g;
analyze orders, line;
-- Asked:
select * from line where id = 7;
-- Good: both columns, in the order of the key
create index on line (tenant, order_no);

-- Case: a foreign key that a longer index serves
create table customer (id int primary key, note text);
insert into customer select g, repeat('x', 120) from generate_series(1, 1000) g;
create table orders (id int primary key, customer_id int references customer, created_at timestamp, note text);
insert into orders select g, 1 + g % 1000, timestamp '2026-01-01' + g * interval '1 min', repeat('x', 120) from generate_series(1, 20000) g;
create index on orders (customer_id, created_at);
analyze customer, orders;
-- Asked:
select * from orders where id = 9;
-- Nothing: the index that exists begins with the column

-- Case: a foreign key that the primary key serves
create table orders (id int primary key, note text);
insert into orders select g, repeat('x', 120) from generate_series(1, 5000) g;
create table line (order_id int references orders, no int, note text, primary key (order_id, no));
insert into line select 1 + g / 4, g % 4, repeat('x', 120) from generate_series(0, 19999) g;
analyze orders, line;
-- Asked:
select * from line where order_id = 9;
-- Nothing: the primary key begins with the column

-- Case: a foreign key and a query that want the same
create table customer (id int primary key, note text);
insert into customer select g, repeat('x', 120) from generate_series(1, 1000) g;
create table orders (id int primary key, customer_id int references customer, note text);
insert into orders select g, 1 + g % 1000, repeat('x', 120) from generate_series(1, 20000) g;
analyze customer, orders;
-- Asked:
select * from orders where customer_id = 7;
-- Good: once
create index on orders (customer_id);

-- Case: a foreign key and a query that wants more
create table customer (id int primary key, note text);
insert into customer select g, repeat('x', 120) from generate_series(1, 100) g;
create table orders (id int primary key, customer_id int references customer, created_at timestamp, note text);
insert into orders select g, 1 + g % 100, timestamp '2026-01-01' + (g * 7919) % 20000 * interval '1 min', repeat('x', 120) from generate_series(1, 20000) g;
analyze customer, orders;
-- Asked:
select * from orders where customer_id = 7 order by created_at desc limit 5;
-- Good: the longer one serves both
create index on orders (customer_id, created_at);
-- Good: backwards
create index on orders (customer_id, created_at desc);

-- Case: a foreign key of a table to itself
create table category (id int primary key, parent_id int references category, note text);
insert into category select g, nullif(g / 10, 0), repeat('x', 120) from generate_series(1, 20000) g;
analyze category;
-- Asked:
delete from category where id = 7;
-- Good: whoever deletes a category looks for its children
create index on category (parent_id);

-- Case: a foreign key of a small table
create table country (code text primary key);
insert into country select 'c' || g from generate_series(1, 100) g;
create table office (id int primary key, country text references country);
insert into office select g, 'c' || 1 + g % 100 from generate_series(1, 200) g;
analyze country, office;
-- Asked:
delete from country where code = 'c7';
-- Nothing: two hundred rows are read as quickly

-- Case: a foreign key whose columns an index has in another order
create table orders (tenant int, no int, note text, primary key (tenant, no));
insert into orders select g % 50, g, repeat('x', 120) from generate_series(1, 5000) g;
create table line (id int primary key, tenant int, order_no int, note text, foreign key (tenant, order_no) references orders);
insert into line select g, (1 + g % 5000) % 50, 1 + g % 5000, repeat('x', 120) from generate_series(1, 20000) g;
create index on line (order_no, tenant);
analyze orders, line;
-- Asked:
select * from line where id = 7;
-- Nothing: for equalities the order does not matter
