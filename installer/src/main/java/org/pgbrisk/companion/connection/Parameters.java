package org.pgbrisk.companion.connection;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pgbrisk.companion.failure.Refusal;

/**
 * The parameters of a connection by their libpq names, merged as libpq merges them: what was given, then the service, then the
 * environment, then the defaults.
 */
record Parameters(Map<String, String> values) {
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("PGHOST", "host"),
            Map.entry("PGHOSTADDR", "hostaddr"),
            Map.entry("PGPORT", "port"),
            Map.entry("PGDATABASE", "dbname"),
            Map.entry("PGUSER", "user"),
            Map.entry("PGPASSWORD", "password"),
            Map.entry("PGPASSFILE", "passfile"),
            Map.entry("PGSERVICE", "service"),
            Map.entry("PGOPTIONS", "options"),
            Map.entry("PGAPPNAME", "application_name"),
            Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"),
            Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"),
            Map.entry("PGLOADBALANCEHOSTS", "load_balance_hosts"),
            Map.entry("PGSSLMODE", "sslmode"),
            Map.entry("PGSSLROOTCERT", "sslrootcert"),
            Map.entry("PGSSLCERT", "sslcert"),
            Map.entry("PGSSLKEY", "sslkey"),
            Map.entry("PGSSLNEGOTIATION", "sslnegotiation"),
            Map.entry("PGSSLCRL", "sslcrl"),
            Map.entry("PGSSLCRLDIR", "sslcrldir"),
            Map.entry("PGSSLCERTMODE", "sslcertmode"),
            Map.entry("PGSSLMINPROTOCOLVERSION", "ssl_min_protocol_version"),
            Map.entry("PGSSLMAXPROTOCOLVERSION", "ssl_max_protocol_version"),
            Map.entry("PGREQUIREPEER", "requirepeer"),
            Map.entry("PGREQUIREAUTH", "require_auth"),
            Map.entry("PGCHANNELBINDING", "channel_binding"),
            Map.entry("PGGSSENCMODE", "gssencmode"),
            Map.entry("PGKRBSRVNAME", "krbsrvname"),
            Map.entry("PGGSSLIB", "gsslib"));

    /** Used here, not by pgjdbc. */
    private static final Set<String> OWN =
            Set.of("host", "hostaddr", "port", "dbname", "user", "password", "passfile", "service");

    Parameters {
        values = Map.copyOf(values);
    }

    static Parameters merge(Map<String, String> given, Environment environment) throws Refusal {
        var merged = new LinkedHashMap<String, String>(given);
        merged.values().removeIf(String::isEmpty);
        var service = merged.getOrDefault("service", environment.variable("PGSERVICE"));
        if (service != null) {
            ServiceFile.service(service, environment).forEach(merged::putIfAbsent);
        }
        for (var variable : VARIABLES.entrySet()) {
            var value = environment.variable(variable.getKey());
            if (value != null) {
                merged.putIfAbsent(variable.getValue(), value);
            }
        }
        merged.putIfAbsent("user", environment.user());
        merged.putIfAbsent("dbname", merged.get("user"));
        merged.putIfAbsent("application_name", merged.getOrDefault("fallback_application_name", "pgbrisk"));
        return new Parameters(merged);
    }

    /** @throws Refusal when libpq has no such parameter, or pgbrisk cannot do what it says */
    static String known(String name) throws Refusal {
        if (OWN.contains(name) || PgjdbcProperties.understands(name)) {
            return name;
        }
        throw Refusal.usage(
                "unknown or unsupported connection parameter \"" + name + "\"",
                "Parameters are libpq's; pgjdbc's own go into a URL that begins with jdbc:postgresql://.");
    }

    String get(String name) {
        return values.get(name);
    }

    String user() {
        return get("user");
    }

    String database() {
        return get("dbname");
    }

    List<Endpoint> endpoints(Environment environment) throws Refusal {
        var hosts = get("hostaddr") == null ? get("host") : get("hostaddr");
        return Endpoint.of(hosts, get("port"), environment);
    }

    /** @return null when none is known */
    String password(Endpoint endpoint, Environment environment) {
        if (get("password") != null) {
            return get("password");
        }
        var file = get("passfile") == null ? environment.home().resolve(".pgpass") : Path.of(get("passfile"));
        return PasswordFile.password(PasswordFile.lines(file), endpoint, database(), user())
                .orElse(null);
    }
}
