-- GIN: documents, lists, texts.

-- Case: documents that contain something
create table document (id int primary key, data jsonb);
insert into document select g, jsonb_build_object('customer', g % 3000, 'kind', 'k' || g % 12, 'note', repeat('x', 120)) from generate_series(1, 30000) g;
vacuum analyze document;
-- Asked:
select * from document where data @> '{"customer": 77}';
-- Good: paths alone are asked for, and an index of these is smaller
create index on document using gin (data jsonb_path_ops);

-- Case: documents by a path
create table document (id int primary key, data jsonb);
insert into document select g, jsonb_build_object('customer', g % 3000, 'kind', 'k' || g % 12, 'note', repeat('x', 120)) from generate_series(1, 30000) g;
vacuum analyze document;
-- Asked:
select * from document where data @? '$ ? (@.customer == 77)';
select * from document where data @@ '$.customer == 78';
-- Good: one index of paths for both operators
create index on document using gin (data jsonb_path_ops);

-- Case: documents that contain something, and that have a member
create table document (id int primary key, data jsonb);
insert into document select g, jsonb_build_object('customer', g % 3000, 'k' || g % 2000, 1, 'note', repeat('x', 120)) from generate_series(1, 30000) g;
vacuum analyze document;
-- Asked:
select * from document where data @> '{"customer": 77}';
select * from document where data ? 'k77';
-- Good: names of members need the default class, which knows what is contained too
create index on document using gin (data);

-- Case: a part of a document
create table document (id int primary key, data jsonb);
insert into document select g, jsonb_build_object('tags', jsonb_build_array('t' || g % 3000, 'u' || g % 7), 'note', repeat('x', 120)) from generate_series(1, 30000) g;
vacuum analyze document;
-- Asked:
select * from document where data -> 'tags' @> '["t77"]';
-- Good: the expression as it is written
create index on document using gin ((data -> 'tags') jsonb_path_ops);

-- Case: lists with an element
create table article (id int primary key, tags text[], note text);
insert into article select g, array['t' || g % 3000, 'u' || g % 7, 'v' || g % 400], repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze article;
-- Asked:
select * from article where tags @> array['t77'];
select * from article where tags && array['t78', 't79'];
-- Good: each element leads to its rows
create index on article using gin (tags);

-- Case: an element of a list, as no index can look it up
create table article (id int primary key, tags text[], note text);
insert into article select g, array['t' || g % 3000, 'u' || g % 7, 'v' || g % 400], repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze article;
-- Asked:
select * from article where 't77' = any (tags);
select * from article where $1 = any (tags);
-- Nothing: GIN serves @> and not ANY over a column

-- Case: words of a text
create table article (id int primary key, body text);
insert into article select g, 'word' || g % 3000 || ' other' || g % 77 || ' ' || repeat('x ', 60) from generate_series(1, 20000) g;
vacuum analyze article;
-- Asked:
select * from article where to_tsvector('english', body) @@ to_tsquery('english', 'word77');
-- Good: the expression with its configuration
create index on article using gin (to_tsvector('english', body));

-- Case: words of a column of its own
create table article (id int primary key, body text, words tsvector generated always as (to_tsvector('simple', body)) stored);
insert into article select g, 'word' || g % 3000 || ' other' || g % 77 || ' ' || repeat('x ', 60) from generate_series(1, 20000) g;
vacuum analyze article;
-- Asked:
select id from article where words @@ plainto_tsquery('simple', $1);
-- Good: the words are there
create index on article using gin (words);

-- Case: words by whatever configuration is set
create table article (id int primary key, body text);
insert into article select g, 'word' || g % 3000 || ' other' || g % 77 || ' ' || repeat('x ', 60) from generate_series(1, 20000) g;
vacuum analyze article;
-- Asked:
select * from article where to_tsvector(body) @@ to_tsquery('word77');
-- Nothing: what the words are depends on a setting, so no index can hold them

-- Case: a part of a name in any case
-- Needs: pg_trgm
create extension if not exists pg_trgm schema public;
create table customer (id int primary key, name text, note text);
insert into customer select g, md5(g::text), repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze customer;
-- Asked:
select * from customer where name ilike '%abcde%';
select * from customer where name like '%fedcb%';
select * from customer where name ~ 'cafe[0-9]';
-- Good: three letters at a time
create index on customer using gin (name public.gin_trgm_ops);

-- Case: a name in any case, by a pattern that is not known
-- Needs: pg_trgm
create extension if not exists pg_trgm schema public;
create table customer (id int primary key, name text, note text);
insert into customer select g, md5(g::text), repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze customer;
-- Asked:
select * from customer where name ilike $1;
select * from customer where name like '%' || $1 || '%';
-- Good: who asks so looks for a part
create index on customer using gin (name public.gin_trgm_ops);

-- Case: a name by a pattern that may say how it begins
-- Needs: pg_trgm
create extension if not exists pg_trgm schema public;
create table customer (id int primary key, name text, note text);
insert into customer select g, md5(g::text), repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze customer;
-- Asked:
select * from customer where name like $1;
-- Nothing: trigrams for a part, the order of bytes for a beginning, and nobody says which

-- Case: a part of one of two texts
-- Needs: pg_trgm
create extension if not exists pg_trgm schema public;
create table customer (id int primary key, name text, note text);
insert into customer select g, md5(g::text), repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze customer;
-- Asked:
select * from customer where name ilike '%abcde%' or name ilike '%fedcb%';
-- Good: the index is asked twice
create index on customer using gin (name public.gin_trgm_ops);

-- Case: two letters of a name
-- Needs: pg_trgm
create extension if not exists pg_trgm schema public;
create table customer (id int primary key, name text, note text);
insert into customer select g, md5(g::text), repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze customer;
-- Asked:
select * from customer where name ilike '%zz%';
select * from customer where name ~ 'z.*y';
-- Nothing: trigrams need three

-- Case: what nearly all texts have
-- Needs: pg_trgm
create extension if not exists pg_trgm schema public;
create table page (id int primary key, url text, note text);
insert into page select g, 'https://example.org/' || g, repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze page;
-- Asked:
select * from page where url ilike '%example%';
-- Nothing: all rows

-- Case: a small table of documents
create table document (id int primary key, data jsonb);
insert into document select g, jsonb_build_object('customer', g) from generate_series(1, 300) g;
vacuum analyze document;
-- Asked:
select * from document where data @> '{"customer": 77}';
-- Nothing: a few pages are read at once

-- Case: documents that are indexed already
create table document (id int primary key, data jsonb);
insert into document select g, jsonb_build_object('customer', g % 3000, 'kind', 'k' || g % 12, 'note', repeat('x', 120)) from generate_series(1, 30000) g;
create index on document using gin (data);
vacuum analyze document;
-- Asked:
select * from document where data @> '{"customer": 77}';
select * from document where data ? 'kind7';
-- Nothing: the index there is knows both

-- Case: lists beside a tenant
create table article (id int primary key, tenant_id int, tags text[], note text);
insert into article select g, g % 3000, array['t' || g % 30, 'u' || g % 7], repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze article;
-- Asked:
select * from article where tenant_id = 77 and tags @> array['t17'];
-- Good: the tenant leaves ten rows to look through
create index on article (tenant_id);

-- Case: a first row of many that contain something
create table article (id int primary key, tags text[], note text);
insert into article select g, array['t' || g % 3, 'u' || g % 7], repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze article;
-- Asked:
select * from article where tags @> array['t1'] limit 10;
-- Nothing: every third row is one

-- Case: periods that overlap
create table booking (id int primary key, room int, during tsrange, note text);
insert into booking select g, g % 50, tsrange(timestamp '2026-01-01' + (g * 7919) % 30000 * interval '1 h', timestamp '2026-01-01' + ((g * 7919) % 30000 + 2) * interval '1 h'), repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze booking;
-- Asked:
select * from booking where during && tsrange('2027-01-01', '2027-01-02');
select * from booking where during @> timestamp '2028-01-01';
-- Good: GiST knows ranges
create index on booking using gist (during);

-- Case: places within a box
create table place (id int primary key, spot point, note text);
insert into place select g, point(g % 173, g / 173), repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze place;
-- Asked:
select * from place where spot <@ box '((10,10),(12,12))';
-- Good: GiST knows places
create index on place using gist (spot);

-- Case: addresses within a network
create table visit (id int primary key, address inet, note text);
insert into visit select g, inet '10.0.0.0' + g * 37, repeat('x', 120) from generate_series(1, 30000) g;
vacuum analyze visit;
-- Asked:
select * from visit where address << any (array[inet '10.1.2.0/24']);
select * from visit where address && inet '10.3.4.0/24';
-- Good: GiST knows networks
create index on visit using gist (address inet_ops);
