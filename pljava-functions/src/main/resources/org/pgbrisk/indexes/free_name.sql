-- The first of these names that no relation of the schema has yet.
select quote_ident(j.name) as quoted, j.name
from jsonb_array_elements_text(?::jsonb) with ordinality as j (name, position)
where not exists (select from pg_class c where c.relnamespace = ?::bigint::oid and c.relname = j.name)
order by j.position
limit 1
