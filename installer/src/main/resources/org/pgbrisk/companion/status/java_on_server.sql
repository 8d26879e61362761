-- Every Java of version 17 or newer that lies on the server's disk where packages put it, and the one that PL/Java is told to use; the best for PL/Java
-- first. For superusers. The settings of PL/Java are read as they are before its library is loaded.
select java.libjvm, java.version, java.installed
from (
    select
        h.home || '/lib/server/libjvm.so' as libjvm,
        substring(pg_read_file(h.home || '/release', 0, 100000, true) from 'JAVA_VERSION="([0-9]+)')::integer as version,
        (
            select extract(epoch from greatest(f.modification, f.change))::float8
            from pg_stat_file(h.home || '/lib/server/libjvm.so', true) f
        ) as installed
    from (
        select p.parent || '/' || d.name as home
        from unnest('{/usr/lib/jvm,/usr/java,/opt/java}'::text[]) as p (parent)
        cross join lateral pg_ls_dir(p.parent, true, false) as d (name)
        where d.name not like '.%'
        union
        select regexp_replace(current_setting('pljava.libjvm_location', true), '/lib/server/libjvm\.so$', '')
        where current_setting('pljava.libjvm_location', true) like '/%/lib/server/libjvm.so'
    ) h
    where (pg_stat_file(h.home, true)).isdir
) java
where java.version >= 17 and java.installed is not null
order by
    case when java.version in (17, 21) then 0 when java.version < 24 then 1 else 2 end,
    java.version,
    java.libjvm
