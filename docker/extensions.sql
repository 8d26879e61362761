create extension hypopg;
create extension pg_stat_statements;
