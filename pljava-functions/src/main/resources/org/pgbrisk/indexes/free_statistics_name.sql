-- The first of these names that no extended statistics of the schema have yet.
select quote_ident(j.name) as quoted, j.name
from jsonb_array_elements_text(?::jsonb) with ordinality as j (name, position)
where not exists (select from pg_statistic_ext s where s.stxnamespace = ?::bigint::oid and s.stxname = j.name)
order by j.position
limit 1
