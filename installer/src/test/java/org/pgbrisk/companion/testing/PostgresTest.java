package org.pgbrisk.companion.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs on a database: its methods take a {@link TestDatabase}, a fresh one each, or the {@link
 * org.pgbrisk.servers.Server}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(Postgres.class)
public @interface PostgresTest {}
