package org.pgbrisk.database;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Intervals as numbers. A class of its own, since few calls have one. */
public final class Seconds {
    private Seconds() {}

    /**
     * @param text seconds, as extract(epoch from interval) has them, or ISO 8601: {@code PT1M30S}
     * @throws IllegalArgumentException when it is neither
     */
    public static Duration parse(String text) {
        try {
            return text.matches("[+-]?P.*")
                    ? Duration.parse(text)
                    : Duration.ofNanos(new BigDecimal(text)
                            .movePointRight(9)
                            .toBigInteger()
                            .longValueExact());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static BigDecimal of(Duration duration) {
        var seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        return seconds.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(seconds.stripTrailingZeros().toPlainString());
    }
}
