package org.pgbrisk.database;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Records from JSON objects and back: the one codec for arguments, for rows that come from the server and for rows that go out.
 *
 * <p>A component {@code sizeBytes} is the key {@code size_bytes}. Kinds: String, int, long, double, boolean and their boxes,
 * {@link Relation} (an oid), {@link Duration} (seconds, or text as ISO 8601 has it), JsonObject, JsonArray, and lists of any of these. A key that is missing or null gives null, which only
 * a primitive refuses. Reflection stays within public records, which PL/Java's policy allows.
 */
public final class Records {
    private Records() {}

    /** The key of each component, in order. */
    public static List<String> keys(Class<? extends Record> type) {
        var keys = new ArrayList<String>();
        for (var component : type.getRecordComponents()) {
            keys.add(key(component));
        }
        return keys;
    }

    public static <R extends Record> List<R> read(Class<R> type, JsonArray rows) {
        var records = new ArrayList<R>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            records.add(read(type, rows.getObject(i)));
        }
        return records;
    }

    /**
     * @throws IllegalArgumentException when a value is not of its component's kind, or what the record's own constructor refuses;
     *     the message is written for whoever supplied the value
     */
    public static <R extends Record> R read(Class<R> type, JsonObject json) {
        var components = type.getRecordComponents();
        var kinds = new Class<?>[components.length];
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            var key = key(components[i]);
            kinds[i] = components[i].getType();
            values[i] = value(key, components[i].getGenericType(), json.get(key));
        }
        try {
            return type.getConstructor(kinds).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " must be a public record with a public constructor", e);
        }
    }

    public static JsonObject write(Record row) {
        var json = new JsonObject();
        for (var component : row.getClass().getRecordComponents()) {
            try {
                json.put(key(component), plain(component.getAccessor().invoke(row)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(row.getClass() + " must be public", e);
            }
        }
        return json;
    }

    private static Object plain(Object value) {
        if (value instanceof Relation relation) {
            return relation.oid();
        }
        if (value instanceof Duration duration) {
            return Seconds.of(duration);
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            return number.toString();
        }
        if (value instanceof List<?> list && !(value instanceof JsonArray)) {
            var array = new JsonArray();
            for (var element : list) {
                array.add(plain(element));
            }
            return array;
        }
        return value instanceof Record nested ? write(nested) : value;
    }

    private static Object value(String key, Type type, Object json) {
        if (json == null) {
            if (type instanceof Class<?> c && c.isPrimitive()) {
                throw new IllegalArgumentException(key + " must not be null");
            }
            return null;
        }
        if (type instanceof ParameterizedType list && json instanceof JsonArray array) {
            return list(key, list.getActualTypeArguments()[0], array);
        }
        try {
            return scalar((Class<?>) type, json);
        } catch (ClassCastException | IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " cannot be " + Json.write(json) + ": expected " + name(type), e);
        }
    }

    private static List<Object> list(String key, Type element, JsonArray json) {
        var list = new ArrayList<Object>(json.size());
        for (var item : json) {
            list.add(value(key, element, item));
        }
        return list;
    }

    private static Object scalar(Class<?> kind, Object json) {
        if (kind == String.class) {
            return (String) json;
        } else if (kind == long.class || kind == Long.class) {
            return Long.parseLong(json.toString());
        } else if (kind == int.class || kind == Integer.class) {
            return Integer.parseInt(json.toString());
        } else if (kind == double.class || kind == Double.class) {
            return Double.parseDouble(json.toString());
        } else if (kind == boolean.class || kind == Boolean.class) {
            return (Boolean) json;
        } else if (kind == Relation.class) {
            return new Relation(Long.parseLong(json.toString()));
        } else if (kind == Duration.class) {
            return Seconds.parse(json.toString());
        } else if (kind == JsonObject.class || kind == JsonArray.class) {
            return kind.cast(json);
        }
        throw new IllegalStateException("no codec for " + kind);
    }

    /** The type in SQL's words, for messages and for the contract with pg_proc. */
    public static String name(Type type) {
        if (type instanceof ParameterizedType list) {
            return name(list.getActualTypeArguments()[0]) + "[]";
        }
        return switch (((Class<?>) type).getSimpleName()) {
            case "String" -> "text";
            case "long", "Long" -> "bigint";
            case "int", "Integer" -> "integer";
            case "double", "Double" -> "double precision";
            case "boolean", "Boolean" -> "boolean";
            case "Relation" -> "regclass";
            case "Duration" -> "interval";
            case "JsonObject", "JsonArray" -> "jsonb";
            default -> throw new IllegalStateException("no SQL type for " + type);
        };
    }

    private static String key(RecordComponent component) {
        var name = component.getName();
        var key = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                key.append('_');
            }
            key.append(c);
        }
        return key.toString().toLowerCase(Locale.ROOT);
    }
}
