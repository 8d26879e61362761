-- So that an update can tell what users granted, revoked or created in this schema from what came with pgbrisk.
create table brisk.shipped (
    object text primary key,
    privileges jsonb not null
);
revoke all on brisk.shipped from public;
comment on table brisk.shipped is
    'The functions and views that came with pgbrisk, and with which privileges: [{privilege, grantee, grantable}]. Written by pgbrisk install.';
comment on column brisk.shipped.object is 'Schema, name and argument types.';
