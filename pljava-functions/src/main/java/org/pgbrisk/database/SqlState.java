package org.pgbrisk.database;

/** The SQLSTATEs pgbrisk raises or recognises, by PostgreSQL's own names (its appendix A). */
public enum SqlState {
    FEATURE_NOT_SUPPORTED("0A000"),
    INVALID_PARAMETER_VALUE("22023"),
    INVALID_SQL_STATEMENT_NAME("26000"),
    INSUFFICIENT_PRIVILEGE("42501"),
    WRONG_OBJECT_TYPE("42809"),
    UNDEFINED_FUNCTION("42883"),
    UNDEFINED_TABLE("42P01"),
    OBJECT_NOT_IN_PREREQUISITE_STATE("55000"),
    LOCK_NOT_AVAILABLE("55P03");

    private final String code;

    SqlState(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
