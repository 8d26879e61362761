-- For those who may not read the configuration files: what is in force in this session for no other reason.
        select
            d.name,
            nullif(current_setting(d.name, true), ''),
            'in the configuration file or the client''s options',
            false,
            'take ' || d.name || ' out of postgresql.conf; then select pg_reload_conf();'
        from (${names}) d
        where not exists (
            select
            from pg_catalog.pg_db_role_setting r
            cross join lateral unnest(r.setconfig) as c (setting)
            where lower(split_part(c.setting, '=', 1)) = d.name
                and r.setrole in (0, (select u.oid from pg_catalog.pg_roles u where u.rolname = session_user))
                and r.setdatabase in (0, (select b.oid from pg_catalog.pg_database b where b.datname = current_database())))
