-- Reads the values of settings. ${definitions} are rows of definitions, ${given} is a query of (name, source, given): a value as somebody
-- wrote it, and where it stands. Numbers and units are read as PostgreSQL reads its own. No question mark anywhere: to JDBC it is a parameter.
-- No backslash either: it escapes when standard_conforming_strings is off.
with definition (
    name, category, vartype, unit, boot_val, min_val, max_val, enumvals, short_desc, extra_desc, cost
) as (
    values
${definitions}
),
unit (unit, kind, factor) as (
    values
        ('B', 'memory', 1::numeric),
        ('kB', 'memory', 1024),
        ('MB', 'memory', 1048576),
        ('GB', 'memory', 1073741824),
        ('TB', 'memory', 1099511627776),
        ('us', 'time', 1),
        ('ms', 'time', 1000),
        ('s', 'time', 1000000),
        ('min', 'time', 60000000),
        ('h', 'time', 3600000000),
        ('d', 'time', 86400000000)
),
given as (
${given}
),
number as (
    select
        d.name,
        case d.vartype
            when 'integer' then round(m.part[1]::numeric * coalesce(u.factor, base.factor, 1) / coalesce(base.factor, 1))
            else m.part[1]::numeric * coalesce(u.factor, base.factor, 1) / coalesce(base.factor, 1)
        end as number
    from definition d
    join given g on g.name = d.name
    left join unit base on base.unit = d.unit
    cross join lateral regexp_match(
        g.given,
        '^[[:space:]]*([+-]{0,1}([0-9]{1,20}([.][0-9]{0,20}){0,1}|[.][0-9]{1,20})([eE][+-]{0,1}[0-9]{1,2}){0,1})[[:space:]]*([A-Za-z]*)[[:space:]]*$') as m (part)
    left join unit u on u.unit = m.part[5] and u.kind = base.kind
    where d.vartype in ('integer', 'real') and m.part is not null and (m.part[5] = '' or u.unit is not null)
),
setting as (
    select
        d.*,
        g.source,
        g.given,
        n.number,
        case
            when d.vartype = 'bool' and lower(btrim(g.given)) ~ '^(t|tr|tru|true|y|ye|yes|on|1)$' then 'on'
            when d.vartype = 'bool' and lower(btrim(g.given)) ~ '^(f|fa|fal|fals|false|n|no|of|off|0)$' then 'off'
            when d.vartype = 'enum' and lower(btrim(g.given)) = any (d.enumvals) then lower(btrim(g.given))
            when n.number between d.min_val and d.max_val then trim_scale(n.number)::text
        end as setting
    from definition d
    join given g on g.name = d.name
    left join number n on n.name = d.name
)
select
    s.name,
    s.setting,
    s.unit,
    s.category,
    s.short_desc,
    s.extra_desc,
    s.cost,
    s.vartype,
    s.source,
    trim_scale(s.min_val)::text as min_val,
    trim_scale(s.max_val)::text as max_val,
    s.enumvals,
    s.boot_val,
    -- As SHOW writes it: in the largest unit that leaves a whole number.
    coalesce(
        (select trim_scale(s.number * base.factor / u.factor)::text || u.unit
            from unit base
            join unit u on u.kind = base.kind
            where base.unit = s.unit and s.number > 0 and s.number * base.factor % u.factor = 0
            order by u.factor desc
            limit 1),
        s.setting) as value,
    s.given,
    case
        when s.setting is not null then null
        when s.number is not null then
            trim_scale(s.number) || coalesce(' ' || s.unit, '') || ' is outside the valid range for parameter "' || s.name || '" ('
                || trim_scale(s.min_val) || coalesce(' ' || s.unit, '') || ' .. '
                || trim_scale(s.max_val) || coalesce(' ' || s.unit, '') || ')'
        else 'invalid value for parameter "' || s.name || '": "' || s.given || '"'
    end as problem,
    case s.vartype
        when 'bool' then 'on or off'
        when 'enum' then 'one of ' || array_to_string(s.enumvals, ', ')
        else
            case s.vartype when 'integer' then 'an integer' else 'a number' end
                || ' from ' || trim_scale(s.min_val) || ' to ' || trim_scale(s.max_val)
                || coalesce(
                    ' ' || s.unit || ', or with a unit: '
                        || (select string_agg(u.unit, ', ' order by u.factor)
                            from unit base
                            join unit u on u.kind = base.kind
                            where base.unit = s.unit),
                    '')
    end as expected
from setting s
order by s.name
