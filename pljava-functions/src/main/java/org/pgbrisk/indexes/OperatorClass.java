package org.pgbrisk.indexes;

import java.util.Set;

/** Operator classes of indexes that serve what a B-tree cannot: those of PostgreSQL's own types, and trigrams of pg_trgm. */
enum OperatorClass {
    JSONB_PATHS(AccessMethod.GIN, "jsonb_path_ops", Set.of("@>", "@?", "@@"), GinKeys.JSONB_PATHS),
    JSONB(AccessMethod.GIN, null, Set.of("@>", "@?", "@@", "?", "?|", "?&"), GinKeys.JSONB),
    ARRAY(AccessMethod.GIN, null, Set.of("@>", "<@", "&&"), GinKeys.ARRAY),
    WORDS(AccessMethod.GIN, null, Set.of("@@"), GinKeys.TSVECTOR),
    TRIGRAMS(AccessMethod.GIN, "gin_trgm_ops", Set.of("~~", "~~*", "~", "~*", "%"), GinKeys.TRIGRAMS),
    RANGE(AccessMethod.GIST, null, Set.of("@>", "<@", "&&", "<<", ">>", "-|-", "&<", "&>"), null),
    NETWORK(AccessMethod.GIST, "inet_ops", Set.of("<<", ">>", "<<=", ">>=", "&&"), null),
    SHAPE(AccessMethod.GIST, null, Set.of("@>", "<@", "&&", "<<", ">>", "~=", "&<", "&>"), null);

    private static final Set<String> TEXTS = Set.of("text", "varchar");
    private static final Set<String> SHAPES = Set.of("point", "box", "polygon", "circle");

    private final AccessMethod method;
    private final String sql;
    private final Set<String> operators;
    private final GinKeys keys;

    OperatorClass(AccessMethod method, String sql, Set<String> operators, GinKeys keys) {
        this.method = method;
        this.sql = sql;
        this.operators = operators;
        this.keys = keys;
    }

    AccessMethod method() {
        return method;
    }

    /** Null where it is the default one of its type. */
    String sql() {
        return sql;
    }

    /** What a GIN index of it has for keys; null for other methods. */
    GinKeys keys() {
        return keys;
    }

    /** Whether an index of this class on the column finds what a condition asks for. */
    boolean serves(Lookup lookup, Column column) {
        return operators.contains(lookup.operator())
                && isFor(type(lookup, column))
                && (this != ARRAY || column.elementWidth() != null)
                && (this != TRIGRAMS || Trigrams.serve(lookup));
    }

    private boolean isFor(String type) {
        return switch (this) {
            case JSONB_PATHS, JSONB -> type.equals("jsonb");
            case ARRAY -> type.startsWith("_");
            case WORDS -> type.equals("tsvector");
            case TRIGRAMS -> TEXTS.contains(type);
            case RANGE -> type.endsWith("range");
            case NETWORK -> type.equals("inet") || type.equals("cidr");
            case SHAPE -> SHAPES.contains(type);
        };
    }

    /** That of an expression shows in what it is compared with. */
    private static String type(Lookup lookup, Column column) {
        if (!column.isExpression()) {
            return column.type();
        }
        if (lookup.operator().equals("@@") && lookup.value().contains("tsquery")) {
            return "tsvector";
        }
        if (Set.of("@?", "?", "?|", "?&").contains(lookup.operator())
                || lookup.value().endsWith("::jsonb")) {
            return "jsonb";
        }
        return lookup.value().endsWith("::text") ? "text" : "";
    }

    /** The class of an index on this column; null where it is none of these. */
    static OperatorClass of(Candidate index, Lookup lookup, Column column) {
        var named = index.keys().get(0).operatorClass();
        for (var each : values()) {
            boolean same = each.sql == null ? named == null : named != null && named.endsWith(each.sql);
            if (same && each.method == index.method() && each.isFor(type(lookup, column))) {
                return each;
            }
        }
        return null;
    }

    /** The class of an index that is suggested. */
    static OperatorClass of(Candidate index, Column column) {
        var named = index.keys().get(0).operatorClass();
        var type =
                !column.isExpression() ? column.type() : column.name().contains("to_tsvector(") ? "tsvector" : "jsonb";
        for (var each : values()) {
            boolean same =
                    each.sql == null ? named == null && each.isFor(type) : named != null && named.endsWith(each.sql);
            if (same && each.method == index.method()) {
                return each;
            }
        }
        return null;
    }
}
