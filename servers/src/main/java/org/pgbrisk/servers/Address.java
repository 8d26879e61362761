package org.pgbrisk.servers;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Where a database is, between the two ways to write it: pgjdbc's {@code jdbc:postgresql://} and libpq's
 * {@code postgresql://}.
 *
 * @param password empty for none
 * @param parameters everything behind the question mark except user and password, decoded
 */
record Address(String host, int port, String database, String user, String password, Map<String, String> parameters) {

    private static final int DEFAULT_PORT = 5432;

    Address {
        Objects.requireNonNull(password);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
        parameters = Map.copyOf(parameters);
    }

    static Address local(int port) {
        return new Address("127.0.0.1", port, "postgres", "postgres", "", Map.of());
    }

    /** @throws IllegalArgumentException when the text is neither form */
    static Address parse(String text) {
        var uri = uri(text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text);
        if (uri.getHost() == null || !("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme()))) {
            throw refusal(null);
        }
        var parameters = parameters(uri.getRawQuery());
        var login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        var user = parameters.remove("user");
        var password = parameters.remove("password");
        if (user == null) {
            user = login.length > 0 ? decode(login[0]) : System.getProperty("user.name");
        }
        if (password == null) {
            password = login.length > 1 ? decode(login[1]) : "";
        }
        var path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("^/", "");
        var port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new Address(uri.getHost(), port, path.isEmpty() ? user : decode(path), user, password, parameters);
    }

    Address with(String otherDatabase) {
        return new Address(host, port, otherDatabase, user, password, parameters);
    }

    String jdbc() {
        var all = new LinkedHashMap<String, String>();
        all.put("user", user);
        if (!password.isEmpty()) {
            all.put("password", password);
        }
        all.putAll(parameters);
        return "jdbc:postgresql://" + host + ":" + port + "/" + encode(database) + "?" + query(all);
    }

    String postgres() {
        var login = encode(user) + (password.isEmpty() ? "" : ":" + encode(password));
        var tail = parameters.isEmpty() ? "" : "?" + query(parameters);
        return "postgresql://" + login + "@" + host + ":" + port + "/" + encode(database) + tail;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw refusal(e);
        }
    }

    /** Without the text itself: it may hold a password, and this message ends up in logs. */
    private static IllegalArgumentException refusal(Exception cause) {
        return new IllegalArgumentException(
                "not the URL of a database; expected postgresql://user:password@host:port/database"
                        + " or jdbc:postgresql://host:port/database?user=…&password=…, with special characters URL-encoded",
                cause);
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        if (query != null) {
            for (var part : query.split("&")) {
                var pair = part.split("=", 2);
                parameters.put(decode(pair[0]), pair.length > 1 ? decode(pair[1]) : "");
            }
        }
        return parameters;
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** libpq knows %20 and not the plus sign. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
