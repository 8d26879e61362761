-- What version 0.1.0 brought, which kept no record of it.
select object, 'EXECUTE' as privilege, 'brisk_reader' as grantee, false as grantable
from (values
    ('brisk.attempt(jsonb)'),
    ('brisk.call(text,jsonb)'),
    ('brisk.raise(text,text,text,text)'),
    ('brisk.suggest_indexes(regclass,bigint,integer,text[])')) as o (object)
order by object
