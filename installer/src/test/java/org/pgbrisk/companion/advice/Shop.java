package org.pgbrisk.companion.advice;

/** A small shop, large enough that an index pays: 20000 customers, 60000 orders, primary keys and nothing else. */
final class Shop {
    /** To fill the tables is no part of the workload. */
    static final String FORGET = "do $$ begin"
            + " perform pg_stat_statements_reset(0, oid, 0) from pg_database where datname = current_database();"
            + " exception when others then null; end $$";

    static final String[] TABLES = {
        "create table customer (id int primary key, email varchar(80), region int)",
        "create table orders (id bigint primary key, customer_id int, status text, created_at timestamptz, note text)",
        "insert into customer select g, 'e' || g || '@example.org', g % 20 from generate_series(1, 20000) g",
        "insert into orders select g, g % 20000, (array['open', 'done'])[1 + g % 2], '2026-01-01'::timestamptz + g * '1 s'::interval,"
                + " repeat('x', 50) from generate_series(1, 60000) g",
        "analyze",
        FORGET
    };

    private Shop() {}
}
