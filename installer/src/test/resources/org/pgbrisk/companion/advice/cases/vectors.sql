-- The rows nearest to a vector.

-- Case: the nearest of many by Euclidean distance
-- Needs: vector
create extension if not exists vector schema public;
create table item (id int, embedding vector(8));
insert into item select g, array[g % 7, g % 11, g % 13, g % 17, g % 19, g % 23, g % 29, g % 31]::vector from generate_series(1, 20000) g;
analyze item;
-- Asked:
select id from item order by embedding <-> $1 limit $2;
select id from item order by embedding <-> '[1,2,3,4,5,6,7,8]' limit 10;
-- Good: the one kind of index for it that needs no rows to begin with
create index on item using hnsw (embedding vector_l2_ops);

-- Case: each distance has an operator class of its own
-- Needs: vector
create extension if not exists vector schema public;
create table item (id int, embedding halfvec(8));
insert into item select g, array[g % 7, g % 11, g % 13, g % 17, g % 19, g % 23, g % 29, g % 31]::vector from generate_series(1, 20000) g;
analyze item;
-- Asked:
select id, embedding <=> $1 as distance from item order by distance limit 5;
-- Good: by cosine, in half precision as the column is
create index on item using hnsw (embedding halfvec_cosine_ops);

-- Case: partitions, names with capitals
-- Needs: vector
create extension if not exists vector schema public;
create table "Item" (id int, "Em""bedding" vector(8)) partition by range (id);
create table item_1 partition of "Item" for values from (0) to (15000);
create table item_2 partition of "Item" for values from (15000) to (99999);
insert into "Item" select g, array[g % 7, g % 11, g % 13, g % 17, g % 19, g % 23, g % 29, g % 31]::vector from generate_series(1, 30000) g;
analyze "Item";
-- Asked:
select id from "Item" order by "Em""bedding" <#> $1 limit 10;
-- Good: on the table, so that partitions to come have it too
create index on "Item" using hnsw ("Em""bedding" vector_ip_ops);

-- Case: the nearest of few
-- Needs: vector
create extension if not exists vector schema public;
create table item (id int, embedding vector(8));
insert into item select g, array[g % 7, g % 11, g % 13, g % 17, g % 19, g % 23, g % 29, g % 31]::vector from generate_series(1, 5000) g;
analyze item;
-- Asked:
select id from item order by embedding <-> $1 limit 10;
-- Nothing: the exact answer takes a few milliseconds

-- Case: the nearest of what a condition leaves
-- Needs: vector
create extension if not exists vector schema public;
create table item (id int, tenant int, embedding vector(8));
insert into item select g, g % 100, array[g % 7, g % 11, g % 13, g % 17, g % 19, g % 23, g % 29, g % 31]::vector from generate_series(1, 20000) g;
analyze item;
-- Asked:
select id from item where tenant = 7 order by embedding <-> $1 limit 10;
-- Good: few rows are left, and of these all the nearest are found
create index on item (tenant);

-- Case: the farthest, a computed similarity, all rows, within a distance
-- Needs: vector
create extension if not exists vector schema public;
create table item (id int, embedding vector(8));
insert into item select g, array[g % 7, g % 11, g % 13, g % 17, g % 19, g % 23, g % 29, g % 31]::vector from generate_series(1, 20000) g;
analyze item;
-- Asked:
select id from item order by embedding <-> $1 desc limit 10;
select id from item order by 1 - (embedding <=> $1) desc limit 10;
select id from item order by embedding <-> $1;
select id from item where embedding <-> '[1,2,3,4,5,6,7,8]' < 3;
-- Nothing: no index gives these orders, and none on the distance from one place is of use for another

-- Case: an index of pgvector's is there
-- Needs: vector
create extension if not exists vector schema public;
create table item (id int, a vector(8), b vector(8));
insert into item select g, v, v from (select g, array[g % 7, g % 11, g % 13, g % 17, g % 19, g % 23, g % 29, g % 31]::vector as v from generate_series(1, 20000) g) as made;
create index on item using hnsw (a vector_cosine_ops);
create index on item using ivfflat (b) with (lists = 20);
analyze item;
-- Asked:
select id from item order by a <=> $1 limit 10;
select id from item order by b <-> $1 limit 10;
-- Nothing: they have one each

-- Case: more dimensions than an index can have, or none declared
-- Needs: vector
create extension if not exists vector schema public;
create table item (id int, wide vector(2001), free vector);
insert into item select g, array_fill(g % 100, array[2001])::vector, array[g]::vector from generate_series(1, 12000) g;
analyze item;
-- Asked:
select id from item order by wide <-> $1 limit 10;
select id from item order by free <-> $1 limit 10;
-- Nothing: neither can be built
