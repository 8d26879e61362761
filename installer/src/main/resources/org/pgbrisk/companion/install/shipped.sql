-- What the installation brought, as it wrote down itself: a row for each privilege, at least one an object.
select s.object, p.privilege, p.grantee, p.grantable
from brisk.shipped s
left join lateral pg_catalog.jsonb_to_recordset(s.privileges) as p (privilege text, grantee text, grantable boolean) on true
order by s.object, p.privilege, p.grantee
