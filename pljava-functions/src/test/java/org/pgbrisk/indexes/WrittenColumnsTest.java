package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenColumnsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "update t set a = 1 | a",
                "UPDATE t SET A = $1, \"B c\" = b + 1 WHERE d = 2 | a,B c",
                "update t as x set a = f(b, c), d = (select e from u where g = 1), h = i returning j | a,d,h",
                "update t set (a, b) = ($1, $2), c = 3 from u where t.d = u.d | a,b,c",
                "update t set (a, b) = (select c, d from u) | a,b",
                "update t set a[1] = 2, b.part = 3 | a,b",
                "update t set a = case when b = 1 then c else d end, e = 5 | a,e",
                "update t set a = array[b, c], d = 1 | a,d",
                "insert into t values (1, 2) on conflict (id) do update set a = excluded.a where t.b < 3 | a",
                "with x as (update t set a = 1, b = 2 returning *) update u set c = x.a from x | a,b,c",
                "merge into t using u on t.id = u.id when matched then update set a = u.a, b = 1 when not matched then insert (c) values (1) | a,b",
                "insert into t values (1) | ``",
                "delete from t where a = 1 | ``",
                "update t set | ``",
                "update t set a | a",
                "update t set a = (1 | a"
            })
    void areThoseBeforeTheSignsOfEquality(String sql, String columns) {
        var expected = columns.isEmpty() ? List.of() : List.of(columns.split(","));
        assertEquals(expected, List.copyOf(WrittenColumns.of(sql)));
    }
}
