-- A dump that is restored where the roles were not comes without the rights that were given to them; see beforeMigrate__roles.sql.
grant usage on schema brisk to brisk_reader, brisk_operator, brisk_cache;

-- By it pgbrisk status sees what was dropped.
grant select on brisk.shipped to brisk_reader;
