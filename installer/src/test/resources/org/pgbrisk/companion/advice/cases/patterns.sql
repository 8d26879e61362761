-- How a text begins, where the order of the column is not that of the bytes.

-- Case: the beginning of a name in the order of a language
create table customer (id int primary key, name text collate "und-x-icu", note text);
insert into customer select g, chr(65 + g % 26) || chr(97 + g / 26 % 26) || chr(97 + g / 676 % 26) || g, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer;
-- Asked:
select * from customer where name like 'Abc%';
-- Good: only in the order of bytes does what begins alike stand side by side
create index on customer (name text_pattern_ops);

-- Case: the beginning of a varchar within a tenant
create table customer (id int primary key, tenant_id int, name varchar(80) collate "und-x-icu", note text);
insert into customer select g, g % 10, chr(65 + g % 26) || chr(97 + g / 26 % 26) || chr(97 + g / 676 % 26) || g, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer;
-- Asked:
select * from customer where tenant_id = 3 and name ~ '^Ab';
-- Good: the tenant first, then what the name begins with
create index on customer (tenant_id, name varchar_pattern_ops);
-- Good: the name alone leaves few rows
create index on customer (name varchar_pattern_ops);

-- Case: a beginning without regard to case in the order of a language
create table customer (id int primary key, name text collate "und-x-icu", note text);
insert into customer select g, chr(65 + g % 26) || chr(97 + g / 26 % 26) || chr(97 + g / 676 % 26) || g, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer;
-- Asked:
select * from customer where lower(name) like 'abc%';
-- Good: the expression in the order of bytes
create index on customer (lower(name) text_pattern_ops);

-- Case: starts_with
-- Needs: 15
create table customer (id int primary key, name text collate "und-x-icu", note text);
insert into customer select g, chr(65 + g % 26) || chr(97 + g / 26 % 26) || chr(97 + g / 676 % 26) || g, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer;
-- Asked:
select * from customer where starts_with(name, 'Abc');
-- Good: it is a pattern like others
create index on customer (name text_pattern_ops);

-- Case: equality alone in the order of a language
create table customer (id int primary key, name text collate "und-x-icu", note text);
insert into customer select g, 'n' || g, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer;
-- Asked:
select * from customer where name = 'n77';
-- Good: nothing speaks for another order than the column's own
create index on customer (name);

-- Case: a beginning and equality
create table customer (id int primary key, name text collate "und-x-icu", note text);
insert into customer select g, chr(65 + g % 26) || chr(97 + g / 26 % 26) || chr(97 + g / 676 % 26) || g, repeat('x', 120) from generate_series(1, 30000) g;
analyze customer;
-- Asked:
select * from customer where name like 'Abc%';
select * from customer where name = 'Abc77';
-- Good: the order of bytes serves equality too
create index on customer (name text_pattern_ops);

-- Case: an index in the order of bytes, and an order that is asked for
create table customer (id int primary key, name text collate "und-x-icu", note text);
insert into customer select g, 'n' || (g * 7919) % 30000, repeat('x', 120) from generate_series(1, 30000) g;
create index on customer (name text_pattern_ops);
analyze customer;
-- Asked:
select * from customer order by name limit 20;
select * from customer where name like 'n777%';
-- Good: the one that exists does not give this order
create index on customer (name);

-- Case: a pattern that an index serves already
create table customer (id int primary key, name text collate "und-x-icu", note text);
insert into customer select g, 'n' || (g * 7919) % 30000, repeat('x', 120) from generate_series(1, 30000) g;
create index on customer (name text_pattern_ops);
analyze customer;
-- Asked:
select * from customer where name like 'n777%';
select * from customer where name = 'n77';
-- Nothing: it serves both
