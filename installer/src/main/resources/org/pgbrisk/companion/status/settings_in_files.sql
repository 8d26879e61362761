-- For those who may read the configuration files: what stands in them, known or not.
        select
            lower(f.name),
            nullif(f.setting, ''),
            'in ' || f.sourcefile || ', line ' || f.sourceline,
            false,
            'take ' || f.name || ' out of ' || f.sourcefile || '; then select pg_reload_conf();'
        from pg_catalog.pg_file_settings f
        where lower(f.name) like 'brisk.%'
