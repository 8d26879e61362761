-- ORDER BY, LIMIT, min and max, GROUP BY, DISTINCT, window functions.

-- Case: the newest rows of all
create table post (id int primary key, created_at timestamp, note text);
insert into post select g, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze post;
-- Asked:
select * from post order by created_at desc limit 10;
-- Good: an index can be read backwards
create index on post (created_at);
-- Good: or made the other way round
create index on post (created_at desc);

-- Case: the newest rows of one tenant
create table post (id int primary key, tenant_id int, created_at timestamp, note text);
insert into post select g, g % 20, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze post;
-- Asked:
select * from post where tenant_id = 5 order by created_at desc limit 20;
-- Good: the equality first, then the order: twenty rows are read, none sorted
create index on post (tenant_id, created_at);
-- Good: backwards is as good
create index on post (tenant_id, created_at desc);

-- Case: the newest first, and those without a date last
create table ticket (id int primary key, closed_at timestamp, note text);
insert into ticket select g, case when g % 3 = 0 then timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min' end, repeat('x', 120) from generate_series(1, 30000) g;
analyze ticket;
-- Asked:
select * from ticket order by closed_at desc nulls last limit 10;
-- Good: the order of NULLs is part of the index
create index on ticket (closed_at desc nulls last);
-- Good: the same, read backwards
create index on ticket (closed_at nulls first);

-- Case: one column up, the other down
create table job (id int primary key, priority int, created_at timestamp, note text);
insert into job select g, g % 10, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze job;
-- Asked:
select * from job order by priority desc, created_at limit 10;
-- Good: the directions differ, so the index has to say so
create index on job (priority desc, created_at);
-- Good: the same, read backwards
create index on job (priority, created_at desc);

-- Case: an order behind two equalities
create table reading (id int primary key, site int, kind int, at timestamp, note text);
insert into reading select g, g % 11, g % 7, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze reading;
-- Asked:
select * from reading where site = $1 and kind = $2 order by at desc limit 1;
-- Good: the last reading is the last entry of its range
create index on reading (site, kind, at);
-- Good: the equalities may change places
create index on reading (kind, site, at);
-- Good: written as it is read
create index on reading (site, kind, at desc);
-- Good: and so
create index on reading (kind, site, at desc);

-- Case: an order with a condition that most rows meet
create table post (id int primary key, hidden boolean, created_at timestamp, note text);
insert into post select g, g % 10 = 0, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze post;
-- Asked:
select * from post where not hidden order by created_at desc limit 20;
-- Good: nine of ten rows on the way are wanted: the order alone is enough
create index on post (created_at);
-- Good: backwards
create index on post (created_at desc);

-- Case: a page far behind the first
create table post (id int primary key, created_at timestamp, note text);
insert into post select g, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze post;
-- Asked:
select * from post order by created_at offset 100 limit 20;
-- Good: a hundred and twenty entries are read, not thirty thousand rows
create index on post (created_at);

-- Case: the greatest value of all
create table bid (id int primary key, amount numeric, note text);
insert into bid select g, (g * 7919) % 30000, repeat('x', 120) from generate_series(1, 30000) g;
analyze bid;
-- Asked:
select max(amount) from bid;
-- Good: it stands at the end of the index
create index on bid (amount);

-- Case: the latest value of one
create table bid (id int primary key, lot int, at timestamp, note text);
insert into bid select g, g % 50, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze bid;
-- Asked:
select max(at) from bid where lot = 7;
-- Good: the last entry of the lot
create index on bid (lot, at);

-- Case: how many there are of each
create table visit (id int primary key, country text, note text);
insert into visit select g, 'c' || g % 90, repeat('x', 400) from generate_series(1, 30000) g;
vacuum analyze visit;
-- Asked:
select country, count(*) from visit group by country;
-- Good: an index of two bytes and a bit instead of rows of four hundred
create index on visit (country);

-- Case: which values there are
create table visit (id int primary key, country text, browser text, note text);
insert into visit select g, 'c' || g % 90, 'b' || g % 7, repeat('x', 400) from generate_series(1, 30000) g;
vacuum analyze visit;
-- Asked:
select distinct country, browser from visit;
-- Good: an index instead of wide rows, in order
create index on visit (country, browser);
-- Good: in the other order
create index on visit (browser, country);

-- Case: a running sum of one account
create table posting (id int primary key, account int, at timestamp, amount numeric, note text);
insert into posting select g, g % 300, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', g, repeat('x', 120) from generate_series(1, 30000) g;
analyze posting;
-- Asked:
select *, sum(amount) over (order by at) from posting where account = 7;
-- Good: a hundred rows, to sort them costs nothing
create index on posting (account);
-- Good: or they come sorted
create index on posting (account, at);

-- Case: the first rows by a part of the order that exists
create table post (id int primary key, tenant_id int, created_at timestamp, note text);
insert into post select g, g % 20, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
create index on post (created_at, tenant_id);
analyze post;
-- Asked:
select * from post order by created_at limit 10;
-- Nothing: the index that exists has this order

-- Case: the last state of each device on a list
create table device (id int primary key, name text);
insert into device select g, 'd' || g from generate_series(1, 50) g;
analyze device;
create table state (id int primary key, device_id int, at timestamp, note text);
insert into state select g, g % 50, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze state;
-- Asked:
select d.name, s.* from device d cross join lateral (select * from state where device_id = d.id order by at desc limit 1) s;
-- Good: one look-up for each device
create index on state (device_id, at);
-- Good: backwards
create index on state (device_id, at desc);

-- Case: the newest of one author by the key
create table post (id int primary key, author int, note text);
insert into post select g, (g * 7919) % 300, repeat('x', 120) from generate_series(1, 30000) g;
analyze post;
-- Asked:
select * from post where author = $1 order by id desc limit 10;
-- Good: the last entries of the author
create index on post (author, id);
-- Good: backwards
create index on post (author, id desc);

-- Case: the next page of one author by the key
create table post (id int primary key, author int, note text);
insert into post select g, (g * 7919) % 300, repeat('x', 120) from generate_series(1, 30000) g;
analyze post;
-- Asked:
select * from post where author = $1 and id > $2 order by id limit 20;
-- Good: the equality, then the key
create index on post (author, id);
