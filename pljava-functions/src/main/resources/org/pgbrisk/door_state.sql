-- Whether the caller may execute the typed function, and what is installed. At the first call of a session (the first parameter) it also takes
-- a shared lock that says to everybody which jar the session has loaded, for as long as it lasts: pgbrisk status reads it.
select
    (
        select coalesce(bool_or(has_function_privilege(p.oid, 'execute')), false)
        from pg_catalog.pg_proc p
        where p.pronamespace = 'brisk'::regnamespace and p.proname = wanted.name
    ) as granted,
    stamp.version || ' (functions jar ' || stamp.jar || ')' as installed,
    stamp.jar,
    case
        when wanted.at_first then pg_try_advisory_lock_shared(1651667818, ('x' || substr(stamp.jar, 1, 8))::bit(32)::integer)
    end as locked
from (select ?::boolean, ?::text) as wanted (at_first, name)
cross join lateral (
    select
        substring(d.comment from '^(pgbrisk [^,]+), functions jar '),
        substring(d.comment from '^pgbrisk [^,]+, functions jar ([0-9a-f]{8,}):')
    from obj_description('brisk'::regnamespace, 'pg_namespace') as d (comment)
) as stamp (version, jar)
