-- Here and not beside the table, so that installing again mends what a restore without privileges left out.
revoke all on brisk.setting from public;
grant select on brisk.setting to brisk_reader;
grant insert, update, delete on brisk.setting to brisk_operator;

create or replace function brisk.file_setting(name text) returns text
    language plpgsql
    stable
    set search_path = pg_catalog, pg_temp
    as $file_setting$
begin
    if has_table_privilege('pg_file_settings', 'select') and has_function_privilege('pg_show_all_file_settings()', 'execute') then
        return (
            select f.setting
            from pg_file_settings f
            where lower(f.name) = file_setting.name and f.applied
            order by f.seqno desc
            limit 1);
    end if;
    return null;
end
$file_setting$;

revoke all on function brisk.file_setting(text) from public;
grant execute on function brisk.file_setting(text) to brisk_reader;

comment on function brisk.file_setting(text) is
    'Internal. The value that the configuration files give this parameter; NULL when they give none or the caller may not know '
    '(pg_file_settings is for superusers).';

create or replace view brisk.settings as
select
    s.name,
    s.setting,
    s.unit,
    s.value,
    s.source,
    s.problem,
    s.category,
    s.short_desc,
    s.extra_desc,
    s.cost,
    s.vartype,
    s.min_val,
    s.max_val,
    s.enumvals,
    s.boot_val
from (
${settings_in_force}
) s;

revoke all on brisk.settings from public;
grant select on brisk.settings to brisk_reader;

comment on view brisk.settings is
    'The settings of pgbrisk, in the manner of pg_settings: value in force for this session, and its source. '
    'Change them with SET, ALTER ROLE ... SET, ALTER DATABASE ... SET, or brisk.set. '
    'A role that is no member of brisk_reader needs EXECUTE on brisk.file_setting(text) too.';
comment on column brisk.settings.name is 'as SET takes it';
comment on column brisk.settings.setting is 'value in force, in the unit of column unit; NULL when it is not a value the setting may have';
comment on column brisk.settings.unit is 'unit of setting, min_val and max_val; NULL when it has none';
comment on column brisk.settings.value is 'value in force as SHOW writes it, with its unit';
comment on column brisk.settings.source is
    'strongest first: session (SET, SET LOCAL, the client''s options), role in database, role, database, all roles (ALTER ROLE and ALTER '
    'DATABASE, as of login), configuration file (to who may read pg_file_settings; else session), table for role, table (brisk.set), default';
comment on column brisk.settings.problem is 'what is wrong with the value in force; NULL when nothing is. Functions that obey the setting refuse it';
comment on column brisk.settings.category is 'which functions obey it';
comment on column brisk.settings.short_desc is 'what it does';
comment on column brisk.settings.extra_desc is 'more about it; NULL when there is no more';
comment on column brisk.settings.cost is 'what it costs in time or memory; NULL when nothing';
comment on column brisk.settings.vartype is 'bool, enum, integer or real';
comment on column brisk.settings.min_val is 'smallest value; NULL when not a number';
comment on column brisk.settings.max_val is 'largest value; NULL when not a number';
comment on column brisk.settings.enumvals is 'the values an enum may have; NULL for others';
comment on column brisk.settings.boot_val is 'default, in the unit of column unit';

create or replace function brisk.setting_name(name text) returns text
    language plpgsql
    stable
    set search_path = pg_catalog, pg_temp
    as $setting_name$
declare
    wanted text := lower(btrim(setting_name.name));
    known text;
begin
    if wanted is null then
        raise exception using
            errcode = 'null_value_not_allowed',
            message = 'the name of a setting must not be NULL',
            hint = 'They are listed by: select name from brisk.settings;';
    end if;
    if wanted not like 'brisk.%' then
        wanted := 'brisk.' || wanted;
    end if;
    select s.name into known from brisk.settings s where s.name = wanted;
    if known is null then
        -- The one that shares most groups of three letters with what was asked for.
        select s.name into known
        from brisk.settings s
        cross join lateral (
            select count(*) as shared
            from (
                select substr(s.name, i, 3) from generate_series(7, length(s.name) - 2) i
                intersect
                select substr(wanted, i, 3) from generate_series(7, length(wanted) - 2) i
            ) both_have
        ) likeness
        where likeness.shared > 0
        order by likeness.shared desc, abs(length(s.name) - length(wanted)), s.name
        limit 1;
        raise exception using
            errcode = 'undefined_object',
            message = format('pgbrisk has no setting "%s"', wanted),
            hint = coalesce('Perhaps you meant "' || known || '". ', '') || 'All are listed by: select name from brisk.settings;';
    end if;
    return known;
end
$setting_name$;

revoke all on function brisk.setting_name(text) from public;
grant execute on function brisk.setting_name(text) to brisk_reader;

comment on function brisk.setting_name(text) is
    'Internal. The full name of a setting, given with or without "brisk." and in any case. Errors: 22004 for NULL, 42704 for an unknown '
    'name, with the nearest one as hint.';

create or replace function brisk.check_setting(name text, value text, out stored text, out problem text, out expected text)
    language sql
    stable
    set search_path = pg_catalog, pg_temp
    as $check_setting$
    select s.value, s.problem, s.expected
    from (
${setting_judged}
    ) s
$check_setting$;

revoke all on function brisk.check_setting(text, text) from public;
grant execute on function brisk.check_setting(text, text) to brisk_reader;

comment on function brisk.check_setting(text, text) is
    'Internal. Judges a value for a setting, without setting it: as it would be stored, or what is wrong with it and what was expected.';

create or replace function brisk.show(name text) returns text
    language plpgsql
    stable
    set search_path = pg_catalog, pg_temp
    as $show$
declare
    shown record;
begin
    select s.value, s.problem, s.source, s.name into shown from brisk.settings s where s.name = brisk.setting_name(show.name);
    if shown.problem is not null then
        raise exception using
            errcode = 'invalid_parameter_value',
            message = shown.problem,
            hint = format(
                'Expected %s. This value comes from: %s.',
                (select c.expected from brisk.check_setting(shown.name, '') c),
                shown.source);
    end if;
    return shown.value;
end
$show$;

revoke all on function brisk.show(text) from public;
grant execute on function brisk.show(text) to brisk_reader;

comment on function brisk.show(text) is
    'The value of a setting in force in this session, as SHOW writes it, with its unit. name: with or without "brisk." in front (NULL: '
    '22004). Errors: 42704 for an unknown name, 22023 when the value in force is not one that the setting may have. '
    'See brisk.settings for where it comes from.';

create or replace function brisk.set(name text, value text, for_role name default null) returns text
    language plpgsql
    volatile
    set search_path = pg_catalog, pg_temp
    as $set$
#variable_conflict use_column
declare
    known text := brisk.setting_name(set.name);
    checked record;
    in_force record;
begin
    if set.value is null then
        raise exception using
            errcode = 'null_value_not_allowed',
            message = format('the value of "%s" must not be NULL', known),
            hint = format('To go back to what holds without it: select brisk.reset(%L);', known);
    end if;
    perform brisk.require_writable(set.for_role);
    select c.stored, c.problem, c.expected into checked from brisk.check_setting(known, set.value) c;
    if checked.problem is not null then
        raise exception using
            errcode = 'invalid_parameter_value', message = checked.problem, hint = format('Expected %s.', checked.expected);
    end if;
    insert into brisk.setting as s (name, role, value)
    values (known, set.for_role, checked.stored)
    on conflict (name, coalesce(role, ''::name)) do update
        set value = excluded.value, changed_by = excluded.changed_by, changed_at = excluded.changed_at;
    select v.value, v.source into in_force from brisk.settings v where v.name = known;
    if coalesce(set.for_role = session_user, true)
        and in_force.source is distinct from (case when set.for_role is null then 'table' else 'table for role' end) then
        raise notice using
            message = format('in this session "%s" remains %s', known, coalesce(in_force.value, 'as it is')),
            hint = format('It is set by a stronger source: %s.', in_force.source);
    end if;
    return checked.stored;
end
$set$;

create or replace function brisk.reset(name text, for_role name default null) returns text
    language plpgsql
    volatile
    set search_path = pg_catalog, pg_temp
    as $reset$
declare
    known text := brisk.setting_name(reset.name);
begin
    perform brisk.require_writable(null);
    delete from brisk.setting s where s.name = known and s.role is not distinct from reset.for_role;
    return (select v.value from brisk.settings v where v.name = known);
end
$reset$;

create or replace function brisk.require_writable(for_role name) returns void
    language plpgsql
    stable
    set search_path = pg_catalog, pg_temp
    as $require_writable$
begin
    if pg_is_in_recovery() then
        raise exception using
            errcode = 'read_only_sql_transaction',
            message = 'settings cannot be changed on a standby',
            hint = 'Change them on the primary; the standby follows. For this session alone: SET brisk.name = value.';
    end if;
    if require_writable.for_role is not null
        and not exists (select from pg_roles r where r.rolname = require_writable.for_role) then
        raise exception using
            errcode = 'undefined_object',
            message = format('role "%s" does not exist', require_writable.for_role),
            hint = 'for_role is the name of a role that logs in, written as it stands in pg_roles, without quotes.';
    end if;
end
$require_writable$;

revoke all on function brisk.set(text, text, name), brisk.reset(text, name), brisk.require_writable(name) from public;
grant execute on function brisk.set(text, text, name), brisk.reset(text, name), brisk.require_writable(name) to brisk_operator;

comment on function brisk.set(text, text, name) is
    'Keeps a value for a setting in the database, for all sessions from now on, or for those of one role; returns it as stored. SET, ALTER '
    'ROLE ... SET and ALTER DATABASE ... SET are stronger; a notice says when one of them holds in this session. '
    'name: with or without "brisk." in front. value: with a unit where the setting has one, such as 5min or 64MB. '
    'for_role: the role that logs in (NULL: all). '
    'Errors: 22004 for a NULL name or value, 42704 for an unknown name (with the nearest one as hint) or role, 22023 for a value out of range, '
    '25006 on a standby.';
comment on function brisk.reset(text, name) is
    'Forgets what brisk.set keeps for a setting, for all (for_role NULL) or for one role, which need not exist any more; nothing '
    'happens when it keeps none. Returns the value that is in force in this session then. '
    'Errors: 22004 for a NULL name, 42704 for an unknown name, 25006 on a standby.';
comment on function brisk.require_writable(name) is
    'Internal. Refuses on a standby (25006), and for a role that does not exist (42704).';
