-- Columns that hang together, where the planner takes them to be independent, and what looks like it.

-- Case: a town and its postal code, joined
-- Only: statistics
create table address (id int primary key, town text, code text, note text);
insert into address select g, 't' || g % 1000 / 5, 'c' || g % 1000, repeat('x', 60) from generate_series(1, 200000) g;
create index on address (code, town);
create table parcel (id int primary key, address_id int, weight int);
insert into parcel select g, g % 200000 + 1, g % 100 from generate_series(1, 300000) g;
create index on parcel (address_id);
vacuum analyze address, parcel;
-- Asked:
select * from address a join parcel p on p.address_id = a.id where a.town = 't7' and a.code = 'c37';
-- Good: a code lies in one town, so that 200 rows are found and not one; the index finds them, and cannot tell the planner
create statistics (dependencies) on code, town from address;

-- Case: the same with parameters
-- Only: statistics
create table address (id int primary key, town text, code text, note text);
insert into address select g, 't' || g % 200 / 5, 'c' || g % 200, repeat('x', 60) from generate_series(1, 40000) g;
create index on address (code, town);
create table parcel (id int primary key, address_id int, weight int);
insert into parcel select g, g % 40000 + 1, g % 100 from generate_series(1, 60000) g;
create index on parcel (address_id);
vacuum analyze address, parcel;
-- Asked:
select * from address a join parcel p on p.address_id = a.id where a.town = $1 and a.code = $2;
-- Good: dependencies count for parameters too
create statistics (dependencies) on code, town from address;

-- Case: a country and its currency in groups
-- Only: statistics
create table payment (id int primary key, country int, currency int, city int, amount int);
insert into payment select g, g % 200, g % 200 / 3, g % 1000, g from generate_series(1, 100000) g;
analyze payment;
-- Asked:
select country, currency, city, sum(amount) from payment group by country, currency, city;
-- Good: there are 1,000 groups and not 10,000
create statistics (ndistinct) on city, country, currency from payment;

-- Case: groups of a partitioned table
-- Only: statistics
create table payment (id int, country int, currency int, city int, amount int) partition by range (id);
create table payment_1 partition of payment for values from (0) to (50001);
create table payment_2 partition of payment for values from (50001) to (100001);
insert into payment select g, g % 200, g % 200 / 3, g % 1000, g from generate_series(1, 100000) g;
analyze payment;
-- Asked:
select country, currency, city, sum(amount) from payment group by country, currency, city;
-- Good: groups are formed above the partitions, by the statistics of the parent
create statistics (ndistinct) on city, country, currency from payment;

-- Case: a kind and a state that exclude each other
-- Only: statistics
create table message (id int primary key, kind text, state text, note text);
insert into message select g, (array['a', 'b', 'c', 'd'])[1 + g % 4], (array['p', 'q', 'r', 's'])[1 + (g % 4 + case when g % 2000 = 3 then 1 else 0 end) % 4], repeat('x', 60) from generate_series(1, 40000) g;
create table line (id int primary key, message_id int, amount int);
insert into line select g, g % 40000 + 1, g % 100 from generate_series(1, 40000) g;
create index on line (message_id);
vacuum analyze message, line;
-- Asked:
select * from message m join line l on l.message_id = m.id where m.kind = 'a' and m.state = 's';
-- Good: dependencies would say that all of kind a are in state s; a list of the few combinations knows that none is
create statistics (mcv) on kind, state from message;

-- Case: columns that have nothing to do with each other, joined
-- Only: statistics
create table address (id int primary key, town int, colour int, note text);
insert into address select g, (g::bigint * 7919) % 199, (g::bigint * 104729) % 211, repeat('x', 60) from generate_series(1, 40000) g;
create index on address (town, colour);
create table parcel (id int primary key, address_id int, weight int);
insert into parcel select g, g % 40000 + 1, g % 100 from generate_series(1, 60000) g;
create index on parcel (address_id);
vacuum analyze address, parcel;
-- Asked:
select * from address a join parcel p on p.address_id = a.id where a.town = 7 and a.colour = 37;
select * from address a join parcel p on p.address_id = a.id where a.town = $1 and a.colour = $2;
-- Nothing: the planner is right to multiply

-- Case: columns that hang together in a small table
-- Only: statistics
create table address (id int primary key, town text, code text, note text);
insert into address select g, 't' || g % 20 / 2, 'c' || g % 20, repeat('x', 60) from generate_series(1, 5000) g;
create index on address (code, town);
create table parcel (id int primary key, address_id int, weight int);
insert into parcel select g, g % 5000 + 1, g % 100 from generate_series(1, 30000) g;
create index on parcel (address_id);
vacuum analyze address, parcel;
-- Asked:
select * from address a join parcel p on p.address_id = a.id where a.town = 't7' and a.code = 'c14';
-- Nothing: 5,000 rows

-- Case: statistics that are there
-- Only: statistics
create table address (id int primary key, town text, code text, note text);
insert into address select g, 't' || g % 200 / 5, 'c' || g % 200, repeat('x', 60) from generate_series(1, 40000) g;
create index on address (code, town);
create statistics address_place (dependencies) on town, code from address;
create table parcel (id int primary key, address_id int, weight int);
insert into parcel select g, g % 40000 + 1, g % 100 from generate_series(1, 60000) g;
create index on parcel (address_id);
vacuum analyze address, parcel;
-- Asked:
select * from address a join parcel p on p.address_id = a.id where a.town = 't7' and a.code = 'c37';
-- Nothing: the planner knows

-- Case: statistics that are there and empty
-- Only: statistics
create table address (id int primary key, town text, code text, note text);
insert into address select g, 't' || g % 200 / 5, 'c' || g % 200, repeat('x', 60) from generate_series(1, 40000) g;
create index on address (code, town);
create table parcel (id int primary key, address_id int, weight int);
insert into parcel select g, g % 40000 + 1, g % 100 from generate_series(1, 60000) g;
create index on parcel (address_id);
vacuum analyze address, parcel;
create statistics address_place (dependencies) on town, code from address;
-- Asked:
select * from address a join parcel p on p.address_id = a.id where a.town = 't7' and a.code = 'c37';
-- Nothing: they want ANALYZE, and nothing else

-- Case: a town and a range of codes
-- Only: statistics
create table address (id int primary key, town int, code int, note text);
insert into address select g, g % 200 / 5, g % 200, repeat('x', 60) from generate_series(1, 40000) g;
create index on address (town, code);
create table parcel (id int primary key, address_id int, weight int);
insert into parcel select g, g % 40000 + 1, g % 100 from generate_series(1, 60000) g;
create index on parcel (address_id);
vacuum analyze address, parcel;
-- Asked:
select * from address a join parcel p on p.address_id = a.id where a.town = 7 and a.code between 35 and 39;
-- Nothing: no statistics know of dependencies of ranges

-- Case: a town or its code
-- Only: statistics
create table address (id int primary key, town int, code int, note text);
insert into address select g, g % 200 / 5, g % 200, repeat('x', 60) from generate_series(1, 40000) g;
create index on address (town);
create index on address (code);
create table parcel (id int primary key, address_id int, weight int);
insert into parcel select g, g % 40000 + 1, g % 100 from generate_series(1, 60000) g;
create index on parcel (address_id);
vacuum analyze address, parcel;
-- Asked:
select * from address a join parcel p on p.address_id = a.id where a.town = 7 or a.code = 37;
-- Nothing: dependencies are of conditions that hold together

-- Case: columns that hang together, and a plan that has no choice
-- Only: statistics
create table address (id int primary key, town text, code text, note text);
insert into address select g, 't' || g % 200 / 5, 'c' || g % 200, repeat('x', 60) from generate_series(1, 40000) g;
create index on address (code, town);
vacuum analyze address;
-- Asked:
select * from address where town = 't7' and code = 'c37';
-- Nothing: the index is the way, however many rows there are

-- Case: a condition on the rows of partitions
-- Only: statistics
create table address (id int, town text, code text, note text) partition by range (id);
create table address_1 partition of address for values from (0) to (20001);
create table address_2 partition of address for values from (20001) to (40001);
insert into address select g, 't' || g % 200 / 5, 'c' || g % 200, repeat('x', 60) from generate_series(1, 40000) g;
create index on address (code, town);
create table parcel (id int primary key, address_id int, weight int);
insert into parcel select g, g % 40000 + 1, g % 100 from generate_series(1, 60000) g;
create index on parcel (address_id);
vacuum analyze address, parcel;
-- Asked:
select * from address a join parcel p on p.address_id = a.id where a.town = 't7' and a.code = 'c37';
-- Nothing: each partition is planned by statistics of its own, and new partitions would have none

-- Case: one column that says all
-- Only: statistics
create table address (id int primary key, number int, code text, note text);
insert into address select g, g, 'c' || g % 200, repeat('x', 60) from generate_series(1, 40000) g;
create unique index on address (number);
create table parcel (id int primary key, address_id int, weight int);
insert into parcel select g, g % 40000 + 1, g % 100 from generate_series(1, 60000) g;
create index on parcel (address_id);
vacuum analyze address, parcel;
-- Asked:
select * from address a join parcel p on p.address_id = a.id where a.number = 37 and a.code = 'c37';
select * from address a join parcel p on p.address_id = a.id where a.number = $1 and a.code = $2;
-- Nothing: one row, which is what the planner expects

-- Case: groups of independent columns
-- Only: statistics
create table payment (id int primary key, country int, kind int, amount int);
insert into payment select g, (g::bigint * 7919) % 101, (g::bigint * 104729) % 53, g from generate_series(1, 100000) g;
analyze payment;
-- Asked:
select country, kind, sum(amount) from payment group by country, kind;
-- Nothing: the groups are as many as the planner thinks
