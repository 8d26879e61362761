-- The options of Java that this database has, as the statement that gives them to it.
select format(
    'alter database %I ',
    current_database()) || coalesce(
        (
            select format('set pljava.vmoptions = %L', substr(c.setting, length('pljava.vmoptions=') + 1))
            from pg_catalog.pg_db_role_setting s
            join pg_catalog.pg_database d on d.oid = s.setdatabase
            cross join lateral unnest(s.setconfig) as c (setting)
            where d.datname = current_database() and s.setrole = 0 and starts_with(c.setting, 'pljava.vmoptions=')
        ),
        'reset pljava.vmoptions')
