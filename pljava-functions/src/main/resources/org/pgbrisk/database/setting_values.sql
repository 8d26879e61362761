-- The values in force as one JSON object, and what is wrong with the first of them that is wrong. ${settings} is settings.sql.
select
    json_object_agg(
        substr(s.name, length('brisk.${prefix}') + 1),
        case
            when s.vartype = 'bool' then to_json(s.setting = 'on')
            when s.vartype = 'enum' then to_json(s.setting)
            else to_json(s.setting::numeric)
        end) as "values",
    (array_agg(s.problem order by s.name) filter (where s.problem is not null))[1] as problem,
    (array_agg('Expected ' || s.expected || '. This value comes from: ' || s.source || '.' order by s.name)
        filter (where s.problem is not null))[1] as hint
from (
${settings}
) s
