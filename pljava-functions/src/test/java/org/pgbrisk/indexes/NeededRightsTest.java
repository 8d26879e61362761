package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeededRightsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select * from t | SELECT
            table t | SELECT
            SELECT 'for update' FROM "update" | SELECT
            select * from t for update | SELECT, UPDATE
            select * from t for no key update skip locked | SELECT, UPDATE
            select substring(a for 2) from t for share | SELECT, UPDATE
            insert into t values ($1) | INSERT
            insert into t select * from u | SELECT, INSERT
            insert into t values ($1) on conflict (a) do update set b = 1 | SELECT, INSERT, UPDATE
            update t set a = 1 | UPDATE
            update t set a = 1 where b = 2 | SELECT, UPDATE
            delete from t where a = 1 | SELECT, DELETE
            with gone as (delete from t returning a) select * from gone | SELECT, DELETE
            """)
    void readsThemFromTheStatement(String sql, String rights) {
        assertEquals(rights, NeededRights.of(sql));
    }
}
