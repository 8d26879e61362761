-- Joins, sub-queries, common table expressions, and what writes.

-- Case: both sides of a join
create table customer (id int primary key, email text, note text);
insert into customer select g, 'e' || g || '@example.org', repeat('x', 120) from generate_series(1, 10000) g;
create table orders (id int primary key, customer_id int, note text);
insert into orders select g, g % 10000, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer, orders;
-- Asked:
select * from customer c join orders o on o.customer_id = c.id where c.email = 'e7@example.org';
-- Good: the customer by address, the orders by customer
create index on customer (email);
create index on orders (customer_id);

-- Case: a chain of joins
create table orders (id int primary key, customer_id int, note text);
insert into orders select g, g % 3000, repeat('x', 120) from generate_series(1, 10000) g;
create table item (id int primary key, order_id int, product_id int, note text);
insert into item select g, g % 10000, g % 500, repeat('x', 120) from generate_series(1, 30000) g;
create table product (id int primary key, name text);
insert into product select g, 'p' || g from generate_series(0, 499) g;
analyze orders, item, product;
-- Asked:
select * from orders o join item i on i.order_id = o.id join product p on p.id = i.product_id where o.customer_id = 7;
-- Good: the product has its key already
create index on orders (customer_id);
create index on item (order_id);

-- Case: rows for which others exist
create table customer (id int primary key, region int, note text);
insert into customer select g, g % 500, repeat('x', 120) from generate_series(1, 10000) g;
create table complaint (id int primary key, customer_id int, note text);
insert into complaint select g, g % 7000, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer, complaint;
-- Asked:
select * from customer c where region = 5 and exists (select from complaint x where x.customer_id = c.id);
-- Good: twenty customers, one look-up each
create index on customer (region);
create index on complaint (customer_id);

-- Case: rows for which no others exist
create table customer (id int primary key, region int, note text);
insert into customer select g, g % 500, repeat('x', 120) from generate_series(1, 10000) g;
create table complaint (id int primary key, customer_id int, note text);
insert into complaint select g, g % 7000, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer, complaint;
-- Asked:
select * from customer c where region = 5 and not exists (select from complaint x where x.customer_id = c.id);
-- Good: the same as for those that exist
create index on customer (region);
create index on complaint (customer_id);

-- Case: a sub-query for each row
create table customer (id int primary key, region int, note text);
insert into customer select g, g % 500, repeat('x', 120) from generate_series(1, 10000) g;
create table orders (id int primary key, customer_id int, created_at timestamp, note text);
insert into orders select g, g % 1000, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze customer, orders;
-- Asked:
select *, (select max(created_at) from orders o where o.customer_id = c.id) from customer c where region = 3;
-- Good: the last order of a customer is the last entry of its range
create index on customer (region);
create index on orders (customer_id, created_at);

-- Case: an employee's staff
create table employee (id int primary key, manager_id int, email text, note text);
insert into employee select g, g / 10, 'e' || g || '@example.org', repeat('x', 120) from generate_series(1, 30000) g;
analyze employee;
-- Asked:
select s.* from employee m join employee s on s.manager_id = m.id where m.email = 'e77@example.org';
-- Good: a table joined with itself has two uses, and each wants its own
create index on employee (email);
create index on employee (manager_id);

-- Case: a join on two columns
create table parcel (id int primary key, tenant int, order_no int, note text);
insert into parcel select g, g % 53, g % 71, repeat('x', 120) from generate_series(1, 5000) g;
create table line (id int primary key, tenant int, order_no int, note text);
insert into line select g, g % 53, g % 71, repeat('x', 120) from generate_series(1, 30000) g;
analyze parcel, line;
-- Asked:
select * from parcel p join line l on l.tenant = p.tenant and l.order_no = p.order_no where p.id = 77;
-- Good: one column alone finds five hundred rows, both find eight
create index on line (tenant, order_no);
-- Good: for equalities the order does not matter
create index on line (order_no, tenant);

-- Case: a link table from its other end
create table tag (id int primary key, name text);
insert into tag select g, 't' || g from generate_series(1, 1000) g;
create table post (id int primary key, note text);
insert into post select g, repeat('x', 120) from generate_series(1, 10000) g;
create table post_tag (post_id int, tag_id int, primary key (post_id, tag_id));
insert into post_tag select g % 10000 + 1, g / 10000 + g % 997 + 1 from generate_series(0, 29999) g;
vacuum analyze tag, post, post_tag;
-- Asked:
select p.* from post_tag l join post p on p.id = l.post_id where l.tag_id = 5;
-- Good: the key leads from post to tag; this one leads back, without the table
create index on post_tag (tag_id, post_id);
-- Good: the same, where post_id need not be sorted
create index on post_tag (tag_id) include (post_id);

-- Case: a link table from its key's end
create table post (id int primary key, note text);
insert into post select g, repeat('x', 120) from generate_series(1, 10000) g;
create table post_tag (post_id int, tag_id int, primary key (post_id, tag_id));
insert into post_tag select g % 10000 + 1, g / 10000 + g % 997 + 1 from generate_series(0, 29999) g;
vacuum analyze post, post_tag;
-- Asked:
select tag_id from post_tag where post_id = 5;
-- Nothing: the primary key begins with post_id

-- Case: a left join
create table customer (id int primary key, email text, note text);
insert into customer select g, 'e' || g || '@example.org', repeat('x', 120) from generate_series(1, 10000) g;
create table address (id int primary key, customer_id int, note text);
insert into address select g, g % 10000, repeat('x', 120) from generate_series(1, 20000) g;
analyze customer, address;
-- Asked:
select * from customer c left join address a on a.customer_id = c.id where c.email = $1;
-- Good: as for an inner join
create index on customer (email);
create index on address (customer_id);

-- Case: the branch of a tree
create table node (id int primary key, parent_id int, note text);
insert into node select g, g / 5, repeat('x', 120) from generate_series(1, 30000) g;
analyze node;
-- Asked:
with recursive branch as (select * from node where id = 77 union all select n.* from node n join branch b on n.parent_id = b.id) select * from branch;
-- Good: children are found by their parent
create index on node (parent_id);

-- Case: a common table expression
create table orders (id int primary key, customer_id int, note text);
insert into orders select g, g % 3000, repeat('x', 120) from generate_series(1, 30000) g;
analyze orders;
-- Asked:
with mine as materialized (select * from orders where customer_id = 7) select count(*), max(id) from mine;
-- Good: what stands in the expression is planned like the rest
create index on orders (customer_id);

-- Case: a delete of old rows
create table session (id int primary key, expires_at timestamp, note text);
insert into session select g, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze session;
-- Asked:
delete from session where expires_at < '2026-01-01 04:00';
-- Good: one in a hundred
create index on session (expires_at);

-- Case: an update of one row by something else than its key
create table session (id int primary key, token text, seen_at timestamp, note text);
insert into session select g, md5(g::text), timestamp '2026-01-01', repeat('x', 120) from generate_series(1, 30000) g;
analyze session;
-- Asked:
update session set seen_at = now() where token = $1;
-- Good: what is written must be found first
create index on session (token);
-- Good: of a text that is so wide a hash takes half the bytes
create index on session using hash (token);

-- Case: an update from another table
create table stock (sku int primary key, quantity int, note text);
insert into stock select g, 100, repeat('x', 120) from generate_series(0, 9999) g;
create table line (id int primary key, order_id int, sku int, quantity int, note text);
insert into line select g, g % 6000, g % 10000, 1, repeat('x', 120) from generate_series(1, 30000) g;
analyze stock, line;
-- Asked:
update stock s set quantity = s.quantity - l.quantity from line l where l.sku = s.sku and l.order_id = 77;
-- Good: the stock has its key, the lines are found by their order
create index on line (order_id);

-- Case: an insert of what a select finds
create table event (id int primary key, batch int, note text);
insert into event select g, g % 1000, repeat('x', 120) from generate_series(1, 30000) g;
create table archive (like event);
analyze event, archive;
-- Asked:
insert into archive select * from event where batch = 7;
-- Good: the select is a query like any other
create index on event (batch);

-- Case: a merge
-- Needs: 15
create table account (id int primary key, number int, balance int, note text);
insert into account select g, g * 3, 0, repeat('x', 120) from generate_series(1, 20000) g;
create table booking (id int primary key, batch int, number int, amount int, note text);
insert into booking select g, g % 3000, g * 3 % 60000, 1, repeat('x', 120) from generate_series(1, 30000) g;
analyze account, booking;
-- Asked:
merge into account a using (select * from booking where batch = 7) b on a.number = b.number when matched then update set balance = a.balance + b.amount;
-- Good: the batch first, then the account of each booking
create index on booking (batch);
create index on account (number);

-- Case: a small list joined to a large table
create table wanted (code int primary key);
insert into wanted select g * 50 from generate_series(1, 20) g;
create table product (id int primary key, code int, note text);
insert into product select g, g % 10000, repeat('x', 120) from generate_series(1, 30000) g;
analyze wanted, product;
-- Asked:
select p.* from wanted w join product p using (code);
-- Good: twenty look-ups
create index on product (code);

-- Case: a sub-query with IN
create table customer (id int primary key, region int, note text);
insert into customer select g, g % 1000, repeat('x', 120) from generate_series(1, 10000) g;
create table orders (id int primary key, customer_id int, note text);
insert into orders select g, g % 10000, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer, orders;
-- Asked:
select * from orders where customer_id in (select id from customer where region = 5);
-- Good: a join, written otherwise
create index on customer (region);
create index on orders (customer_id);

-- Case: rows locked for a change
create table seat (id int primary key, show int, row_no int, note text);
insert into seat select g, g % 600, g % 50, repeat('x', 120) from generate_series(1, 30000) g;
analyze seat;
-- Asked:
select * from seat where show = 7 for update;
-- Good: so only these rows are read, and locked
create index on seat (show);
