-- Indexes on a part of the rows.

-- Case: the few that are not finished yet
create table job (id int primary key, created_at timestamp, finished_at timestamp, note text);
insert into job select g, timestamp '2026-01-01' + g * interval '1 min', case when g % 100 > 0 then timestamp '2026-02-01' end, repeat('x', 120) from generate_series(1, 30000) g;
analyze job;
-- Asked:
select * from job where finished_at is null order by created_at limit 10;
-- Good: three hundred entries instead of thirty thousand, in the order that is asked for
create index on job (created_at) where finished_at is null;

-- Case: the few that were deleted
create table account (id int primary key, deleted_at timestamp, note text);
insert into account select g, case when g % 200 = 0 then timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min' end, repeat('x', 120) from generate_series(1, 30000) g;
analyze account;
-- Asked:
select * from account where deleted_at is not null;
-- Good: a hundred and fifty entries, and no other row costs anything
create index on account (deleted_at) where deleted_at is not null;
-- Good: on the key that is there anyhow
create index on account (id) where deleted_at is not null;

-- Case: soft deletes with few dead rows
create table account (id int primary key, email text, deleted_at timestamp, note text);
insert into account select g, 'e' || g || '@example.org', case when g % 100 = 0 then timestamp '2026-01-01' end, repeat('x', 120) from generate_series(1, 30000) g;
analyze account;
-- Asked:
select * from account where email = $1 and deleted_at is null;
-- Good: the address finds the row
create index on account (email);
-- Good: where every statement asks for the living only, the dead can be left out
create index on account (email) where deleted_at is null;

-- Case: soft deletes with few live rows
create table price (id int primary key, sku int, replaced_at timestamp, note text);
insert into price select g, g % 100, case when g % 30 > 0 then timestamp '2026-01-01' end, repeat('x', 120) from generate_series(1, 30000) g;
analyze price;
-- Asked:
select * from price where sku = 30 and replaced_at is null;
select * from price where sku = $1 and replaced_at is null;
-- Good: one in thirty is in force
create index on price (sku) where replaced_at is null;

-- Case: a queue
create table task (id int primary key, status text, created_at timestamp, note text);
insert into task select g, case when g % 150 = 0 then 'open' else 'done' end, timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 min', repeat('x', 120) from generate_series(1, 30000) g;
analyze task;
-- Asked:
select * from task where status = 'open' order by created_at limit 1 for update skip locked;
-- Good: the index is as small as the queue
create index on task (created_at) where status = 'open';

-- Case: a flag that is rarely set
create table event (id int primary key, processed boolean, note text);
insert into event select g, g % 150 > 0, repeat('x', 120) from generate_series(1, 30000) g;
analyze event;
-- Asked:
select * from event where not processed order by id limit 100;
-- Good: what is to be processed, in order
create index on event (id) where not processed;
-- Good: whatever the key is, these two hundred are sorted at once
create index on event (processed) where not processed;

-- Case: all but the one value that is common
create table task (id int primary key, status text, note text);
insert into task select g, case when g % 150 = 0 then 's' || g % 700 / 100 else 'done' end, repeat('x', 120) from generate_series(1, 30000) g;
analyze task;
-- Asked:
select * from task where status <> 'done';
-- Good: a B-tree knows no <>, but it need not have the others at all
create index on task (status) where status <> 'done';
-- Good: on the key that is there anyhow
create index on task (id) where status <> 'done';

-- Case: the other value of the flag
create table event (id int primary key, processed boolean, note text);
insert into event select g, g % 150 > 0, repeat('x', 120) from generate_series(1, 30000) g;
analyze event;
-- Asked:
select * from event where processed order by id limit 100;
-- Nothing: nearly every row is processed; the key gives them in order

-- Case: the status is a parameter
create table task (id int primary key, status text, queue int, note text);
insert into task select g, 's' || g % 9, g % 300, repeat('x', 120) from generate_series(1, 30000) g;
analyze task;
-- Asked:
select * from task where status = $1 and queue = $2;
-- Good: nobody knows the status beforehand, so no part of the table can be left out
create index on task (queue, status);
-- Good: for equalities the order does not matter
create index on task (status, queue);
-- Good: a hundred rows of a queue are few
create index on task (queue);

-- Case: many values of the status, each rare
create table task (id int primary key, status text, note text);
insert into task select g, case when g % 20 = 0 then 's' || g % 140 / 20 else 'done' end, repeat('x', 120) from generate_series(1, 30000) g;
analyze task;
-- Asked:
select * from task where status = 's1';
select * from task where status = 's2';
select * from task where status = 's3';
select * from task where status = 's4';
select * from task where status = 's5';
-- Good: one index for all of them
create index on task (status);

-- Case: the administrators
create table member (id int primary key, is_admin boolean, name text, note text);
insert into member select g, g % 3000 = 0, 'n' || g, repeat('x', 120) from generate_series(1, 30000) g;
analyze member;
-- Asked:
select * from member where is_admin;
-- Good: ten entries
create index on member (is_admin) where is_admin;
-- Good: on the key that is there anyhow
create index on member (id) where is_admin;

-- Case: a part of the rows in several statements
create table ticket (id int primary key, status text, owner int, team int, note text);
insert into ticket select g, case when g % 25 = 0 then 'open' else 'closed' end, g % 301, g % 41, repeat('x', 120) from generate_series(1, 30000) g;
analyze ticket;
-- Asked:
select * from ticket where status = 'open' and owner = $1;
select * from ticket where status = 'open' and owner = $1 and team = $2;
-- Good: open ones are few, and of an owner there are four
create index on ticket (owner) where status = 'open';
-- Good: in an index of twelve hundred entries another column costs next to nothing
create index on ticket (owner, team) where status = 'open';

-- Case: a rare condition beside a narrow one
create table payment (id int primary key, reference text, failed boolean, note text);
insert into payment select g, 'r' || g, g % 50 = 0, repeat('x', 120) from generate_series(1, 30000) g;
analyze payment;
-- Asked:
select * from payment where reference = $1;
select * from payment where reference = $1 and failed;
-- Good: the reference finds the row in both
create index on payment (reference);

-- Case: a rare value of an enumeration
create type state as enum ('new', 'paid', 'sent', 'lost');
create table parcel (id int primary key, state state, note text);
insert into parcel select g, case when g % 150 = 0 then 'lost' else (array['new', 'paid', 'sent'])[1 + g % 3] end::state, repeat('x', 120) from generate_series(1, 30000) g;
analyze parcel;
-- Asked:
select * from parcel where state = 'lost';
-- Good: two hundred entries
create index on parcel (state) where state = 'lost';
-- Good: on the key that is there anyhow
create index on parcel (id) where state = 'lost';
-- Good: nobody asks for the other values, but they cost little
create index on parcel (state);
