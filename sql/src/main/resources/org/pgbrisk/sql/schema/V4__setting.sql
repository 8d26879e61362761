-- What brisk.set keeps. A role is kept by its name, so that dump and restore carry it into a cluster where the role does not exist yet.
create table brisk.setting (
    name text not null,
    role name,
    value text not null,
    changed_by name not null default session_user,
    changed_at timestamptz not null default pg_catalog.now()
);
create unique index setting_name_role_idx on brisk.setting (name, coalesce(role, ''::name));

comment on table brisk.setting is
    'Values of settings that are not the defaults, for all and for single roles. Written by brisk.set and brisk.reset; what is in force, '
    'and why, shows brisk.settings.';
comment on column brisk.setting.name is 'name of the setting, beginning with brisk.';
comment on column brisk.setting.role is 'for sessions of this role (the one that logged in) only; NULL: for all';
comment on column brisk.setting.value is 'as brisk.set understood it; judged again whenever it is read';
comment on column brisk.setting.changed_by is 'role that logged in and set it';
comment on column brisk.setting.changed_at is 'when its transaction began';
