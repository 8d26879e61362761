-- Whether it can be told that an index is never used, and since when its scans are counted.
-- A crash discards the counters and leaves no mark at the database, but at the background writer's. A server that was a standby (or
-- stands on one: its timeline is not the first) has counted what was read there; it has been the primary for as long as
-- its oldest VACUUM or ANALYZE.
select
    pg_is_in_recovery() as standby,
    current_setting('track_counts')::boolean as counted,
    s.at::text as since,
    extract(epoch from now() - s.at)::float8 / 86400 as days
from (
    select greatest(
        d.stats_reset,
        b.stats_reset,
        case when d.stats_reset is null and b.stats_reset is null then pg_postmaster_start_time() end,
        case
            when c.timeline_id > 1 then coalesce(
                (select min(least(t.last_vacuum, t.last_autovacuum, t.last_analyze, t.last_autoanalyze)) from pg_stat_all_tables t),
                now())
        end) as at
    from pg_stat_database d
    cross join pg_stat_bgwriter b
    cross join pg_control_checkpoint() c
    where d.datname = current_database()
) s
