package org.pgbrisk.servers.tpch;

/**
 * One of the 22.
 *
 * @param name Q1 to Q22
 * @param sql with the validation parameters of the specification, without a semicolon
 */
public record Query(String name, String sql) {}
