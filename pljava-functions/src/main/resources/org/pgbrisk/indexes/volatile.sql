-- Which of these names are names of volatile functions, whatever their arguments and their schema.
select distinct p.proname::text as name
from pg_proc p
join jsonb_array_elements_text(?::jsonb) as called (name) on lower(p.proname) = lower(called.name)
where p.provolatile = 'v'
order by 1
