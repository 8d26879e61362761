-- One index where three would do, and never a copy of the beginning of another.

-- Case: three statements that each want a column more
create table visit (id int primary key, site int, page int, visitor int, note text);
insert into visit select g, g % 97, g % 101, g % 41, repeat('x', 120) from generate_series(1, 30000) g;
analyze visit;
-- Asked:
select * from visit where site = $1;
select * from visit where site = $1 and page = $2;
select * from visit where site = $1 and page = $2 and visitor = $3;
-- Good: in this order one index serves all three
create index on visit (site, page, visitor);
-- Good: a page of a site has three rows, the third column may be looked at in the table
create index on visit (site, page);

-- Case: an equality alone, and the same with an order
create table post (id int primary key, author int, created_at timestamp, note text);
insert into post select g, g % 500, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze post;
-- Asked:
select * from post where author = $1;
select * from post where author = $1 order by created_at desc limit 1;
-- Good: the longer one does the work of the shorter
create index on post (author, created_at);
-- Good: backwards
create index on post (author, created_at desc);

-- Case: an equality and a range, and a list of the same
create table reading (id int primary key, device int, at timestamp, note text);
insert into reading select g, g % 100, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze reading;
-- Asked:
select * from reading where device = 5 and at between '2026-01-03' and '2026-01-04';
select * from reading where device = $1 order by at desc limit 10;
select * from reading where device in (4, 5) and at > '2026-01-21';
-- Good: one index for all three
create index on reading (device, at);

-- Case: what a tenant asks
create table invoice (id int primary key, tenant_id int, customer_id int, created_at timestamp, note text);
insert into invoice select g, g % 29, g % 701, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze invoice;
-- Asked:
select * from invoice where tenant_id = $1 and customer_id = $2;
select * from invoice where tenant_id = $1 order by created_at desc limit 20;
-- Good: the tenant leads both
create index on invoice (tenant_id, customer_id);
create index on invoice (tenant_id, created_at);
-- Good: the customer leads where it finds more
create index on invoice (customer_id, tenant_id);
create index on invoice (tenant_id, created_at);
-- Good: forty-three rows of a customer are few
create index on invoice (customer_id);
create index on invoice (tenant_id, created_at);

-- Case: two equalities, and one of them alone
create table line (id int primary key, order_no int, sku int, note text);
insert into line select g, g % 173, g % 211, repeat('x', 120) from generate_series(1, 30000) g;
analyze line;
-- Asked:
select * from line where order_no = 5 and sku = 6;
select * from line where sku = 7;
-- Good: in this order one index serves both
create index on line (sku, order_no);

-- Case: the same query with other constants
create table orders (id int primary key, customer_id int, note text);
insert into orders select g, g % 3000, repeat('x', 120) from generate_series(1, 30000) g;
analyze orders;
-- Asked:
select * from orders where customer_id = 1;
select * from orders where customer_id = 2;
SELECT * FROM orders WHERE customer_id = $1;
select o.* from orders as o where o.customer_id = 3;
-- Good: once
create index on orders (customer_id);

-- Case: a join and a filter that want the same
create table orders (id int primary key, customer_id int, note text);
insert into orders select g, g % 3000, repeat('x', 120) from generate_series(1, 30000) g;
create table customer (id int primary key, name text);
insert into customer select g, 'n' || g from generate_series(0, 2999) g;
analyze orders, customer;
-- Asked:
select * from customer c join orders o on o.customer_id = c.id where c.id = 7;
select * from orders where customer_id = 8;
-- Good: once
create index on orders (customer_id);

-- Case: what every statement asks for and nearly every row has
create table ticket (id int primary key, project int, status text, owner int, deleted_at timestamp, note text);
insert into ticket select g, g % 1000, case when g % 50 = 0 then 'open' else 'done' end, g * 7919 % 3000, case when g % 17 = 0 then timestamp '2026-01-01' + g * interval '1 min' end, repeat('x', 120) from generate_series(1, 60000) g;
analyze ticket;
-- Asked:
select status, count(*) from ticket where project = 7 and deleted_at is null group by status;
select * from ticket where owner = $1 and deleted_at is null;
-- Good: the living are nearly all, and an index that begins with them is of no use to those who ask for all
create index on ticket (project);
create index on ticket (owner);
