package org.pgbrisk.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @Test
    void readsTheFormOfLibpq() {
        var address = Address.parse("postgresql://ann:p%40ss+1@db.example.com:6543/my%20db?sslmode=require");
        assertEquals(
                new Address("db.example.com", 6543, "my db", "ann", "p@ss+1", Map.of("sslmode", "require")), address);
    }

    @Test
    void readsTheFormOfJdbc() {
        var address = Address.parse("jdbc:postgresql://localhost/shop?user=ann&password=s%26t");
        assertEquals(new Address("localhost", 5432, "shop", "ann", "s&t", Map.of()), address);
    }

    @Test
    void writesWhatItReads() {
        var address = new Address("h", 1234, "a b/c", "us@er", "p:w?d&", Map.of("sslmode", "disable"));
        assertEquals(address, Address.parse(address.jdbc()));
        assertEquals(address, Address.parse(address.postgres()));
    }

    @Test
    void readsAnIpv6Host() {
        assertEquals("[::1]", Address.parse("postgresql://ann@[::1]:5433/d").host());
    }

    @Test
    void takesTheUsersNameForAMissingDatabaseAsLibpqDoes() {
        assertEquals("ann", Address.parse("postgres://ann@localhost").database());
    }

    @Test
    void keepsUserAndPasswordForAnotherDatabase() {
        var other = Address.parse("postgresql://ann:secret@localhost/one").with("two");
        assertEquals("postgresql://ann:secret@localhost:5432/two", other.postgres());
        assertEquals("jdbc:postgresql://localhost:5432/two?user=ann&password=secret", other.jdbc());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "mysql://ann:secret@localhost/d", "jdbc:postgresql:d", "postgresql://a b"})
    void refusesWhatIsNoUrlAndKeepsItsPasswordOutOfTheMessage(String text) {
        var error = assertThrows(IllegalArgumentException.class, () -> Address.parse(text));
        assertFalse(error.getMessage().contains("secret"), error.getMessage());
    }
}
