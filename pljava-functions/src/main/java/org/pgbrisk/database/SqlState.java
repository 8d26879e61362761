package org.pgbrisk.database;

/** The SQLSTATEs pgbrisk raises or recognises, by PostgreSQL's own names (its appendix A). */
public enum SqlState {
    CONNECTION_FAILURE("08006"),
    FEATURE_NOT_SUPPORTED("0A000"),
    INVALID_PARAMETER_VALUE("22023"),
    READ_ONLY_SQL_TRANSACTION("25006"),
    DEPENDENT_OBJECTS_STILL_EXIST("2BP01"),
    INSUFFICIENT_PRIVILEGE("42501"),
    UNDEFINED_COLUMN("42703"),
    WRONG_OBJECT_TYPE("42809"),
    UNDEFINED_FUNCTION("42883"),
    UNDEFINED_TABLE("42P01"),
    DUPLICATE_SCHEMA("42P06"),
    PROGRAM_LIMIT_EXCEEDED("54000"),
    OBJECT_NOT_IN_PREREQUISITE_STATE("55000"),
    OBJECT_IN_USE("55006"),
    LOCK_NOT_AVAILABLE("55P03"),
    ADMIN_SHUTDOWN("57P01"),
    IO_ERROR("58030"),
    UNDEFINED_FILE("58P01"),
    DUPLICATE_FILE("58P02"),
    INTERNAL_ERROR("XX000");

    private final String code;

    SqlState(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
