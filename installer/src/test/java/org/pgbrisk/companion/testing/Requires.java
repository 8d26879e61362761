package org.pgbrisk.companion.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the server must offer; where it does not, the test is skipped and the closing report says so. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresCondition.class)
public @interface Requires {
    /**
     * Extensions ({@code hypopg}, {@code pljava}, …); {@code own}: a server of our own, with its programs; {@code runtime}: what the
     * functions take to run in SQL, in PL/Java or through the bridge.
     */
    String[] value();
}
