package org.pgbrisk.companion.connection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pgbrisk.companion.failure.Refusal;

/**
 * libpq's connection URI, {@code postgresql://user:password@host:port,host:port/database?parameter=value}, as parameters by their
 * libpq names.
 */
final class ConnectionUrl {
    private ConnectionUrl() {}

    static boolean looksLikeOne(String text) {
        return text.startsWith("postgresql://") || text.startsWith("postgres://");
    }

    static Map<String, String> parse(String url) throws Refusal {
        var rest = url.substring(url.indexOf("://") + 3);
        var parameters = new LinkedHashMap<String, String>();
        var query = rest.indexOf('?');
        var place = query < 0 ? rest : rest.substring(0, query);
        var slash = place.indexOf('/');
        var authority = slash < 0 ? place : place.substring(0, slash);
        var at = authority.indexOf('@');
        if (at >= 0) {
            login(authority.substring(0, at), parameters);
        }
        hosts(authority.substring(at + 1), parameters);
        if (slash >= 0) {
            put(parameters, "dbname", Percent.decode(place.substring(slash + 1)));
        }
        if (query >= 0) {
            query(rest.substring(query + 1), parameters);
        }
        return parameters;
    }

    private static void login(String login, Map<String, String> parameters) throws Refusal {
        var parts = login.split(":", 2);
        put(parameters, "user", Percent.decode(parts[0]));
        if (parts.length > 1) {
            put(parameters, "password", Percent.decode(parts[1]));
        }
    }

    private static void hosts(String list, Map<String, String> parameters) throws Refusal {
        var hosts = new ArrayList<String>();
        var ports = new ArrayList<String>();
        for (var place : list.split(",", -1)) {
            var end = place.startsWith("[") ? place.indexOf(']') : -1;
            if (place.startsWith("[") && end < 0) {
                throw Refusal.usage(
                        "the connection URL has an IPv6 address without its closing bracket",
                        "Write it as postgresql://[2001:db8::1]:5432/database.");
            }
            var colon = place.indexOf(':', Math.max(end, 0));
            var host = colon < 0 ? place : place.substring(0, colon);
            hosts.add(end > 0 ? place.substring(1, end) : Percent.decode(host));
            ports.add(colon < 0 ? "" : place.substring(colon + 1));
        }
        put(parameters, "host", String.join(",", hosts));
        if (ports.stream().anyMatch(port -> !port.isEmpty())) {
            parameters.put("port", String.join(",", ports));
        }
    }

    private static void query(String query, Map<String, String> parameters) throws Refusal {
        for (var pair : query.split("&")) {
            var parts = pair.split("=", 2);
            if (parts.length < 2) {
                throw Refusal.usage(
                        "the connection URL has a parameter without a value: \"" + Percent.decode(pair) + "\"",
                        "Write parameters as ?name=value&name=value.");
            }
            var name = Percent.decode(parts[0]);
            var value = Percent.decode(parts[1]);
            if (name.equals("ssl") && value.equals("true")) {
                parameters.put("sslmode", "require");
            } else {
                parameters.put(Parameters.known(name), value);
            }
        }
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }
}
