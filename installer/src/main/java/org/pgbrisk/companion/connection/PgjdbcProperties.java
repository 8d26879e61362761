package org.pgbrisk.companion.connection;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.pgbrisk.companion.failure.Refusal;

/** libpq's parameters in the words of pgjdbc. */
final class PgjdbcProperties {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("application_name", "ApplicationName"),
            Map.entry("connect_timeout", "connectTimeout"),
            Map.entry("options", "options"),
            Map.entry("target_session_attrs", "targetServerType"),
            Map.entry("load_balance_hosts", "loadBalanceHosts"),
            Map.entry("keepalives", "tcpKeepAlive"),
            Map.entry("sslmode", "sslmode"),
            Map.entry("sslrootcert", "sslrootcert"),
            Map.entry("sslcert", "sslcert"),
            Map.entry("sslkey", "sslkey"),
            Map.entry("sslpassword", "sslpassword"),
            Map.entry("sslnegotiation", "sslNegotiation"),
            Map.entry("channel_binding", "channelBinding"),
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("gsslib", "gsslib"),
            Map.entry("krbsrvname", "kerberosServerName"),
            Map.entry("require_auth", "requireAuth"));

    /** What may be left out without weakening the connection. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "client_encoding",
            "fallback_application_name",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count",
            "tcp_user_timeout",
            "sslcompression",
            "sslsni");

    private static final Map<String, String> SESSION_ATTRIBUTES = Map.of(
            "any", "any",
            "read-write", "primary",
            "primary", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "prefer-standby", "preferSecondary");

    private PgjdbcProperties() {}

    static boolean understands(String parameter) {
        return NAMES.containsKey(parameter) || WITHOUT_EFFECT.contains(parameter);
    }

    static Properties of(Parameters parameters) throws Refusal {
        var properties = new Properties();
        for (var parameter : parameters.values().entrySet()) {
            var name = NAMES.get(Parameters.known(parameter.getKey()));
            if (name != null) {
                properties.setProperty(name, value(parameter.getKey(), parameter.getValue()));
            }
        }
        if ("system".equals(parameters.get("sslrootcert"))) {
            properties.remove("sslrootcert");
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
            properties.setProperty("sslmode", "verify-full");
        }
        return properties;
    }

    private static String value(String parameter, String value) throws Refusal {
        return switch (parameter) {
            case "target_session_attrs" -> {
                var type = SESSION_ATTRIBUTES.get(value);
                if (type == null) {
                    throw Refusal.usage(
                            "invalid target_session_attrs value: \"" + value + "\"",
                            "It is one of any, read-write, read-only, primary, standby, prefer-standby.");
                }
                yield type;
            }
            case "load_balance_hosts" -> Boolean.toString(value.equals("random"));
            case "keepalives" -> Boolean.toString(!value.equals("0"));
            case "connect_timeout" -> seconds(value);
            default -> value;
        };
    }

    /** In libpq zero and less mean no limit; in pgjdbc only zero does. */
    private static String seconds(String value) throws Refusal {
        try {
            return Integer.toString(Math.max(0, Integer.parseInt(value.strip())));
        } catch (NumberFormatException e) {
            throw Refusal.usage("invalid connect_timeout value: \"" + value + "\"", "It is a number of seconds.");
        }
    }
}
