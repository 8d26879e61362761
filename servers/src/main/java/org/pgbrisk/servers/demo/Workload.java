package org.pgbrisk.servers.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.pgbrisk.servers.tpch.Tpch;

/**
 * What an application might ask of the TPC-H data: the 22 reports, and the look-ups of the screens behind them. The same scale
 * gives the same calls, so that two runs can be compared.
 */
final class Workload {

    private static final int CALLS = 60;
    private static final long SEED = 22;
    private static final LocalDate FIRST_SHIPMENT = LocalDate.of(1992, 1, 2);
    private static final int SHIPPING_DAYS = 2500;

    private Workload() {}

    static List<Task> at(double scale) {
        var tasks = new ArrayList<Task>();
        Tpch.queries().forEach(query -> tasks.add(Task.once(query.name(), query.sql())));
        tasks.addAll(lookUps(scale));
        return List.copyOf(tasks);
    }

    private static List<Task> lookUps(double scale) {
        var customers = count(150_000, scale);
        var parts = count(200_000, scale);
        var suppliers = count(10_000, scale);
        var clerks = count(1_000, scale);
        return List.of(
                lookUp(
                        "a customer's orders",
                        "select o_orderkey, o_orderdate, o_totalprice from orders where o_custkey = ?",
                        random -> List.of(one(random, customers))),
                lookUp("a customer's latest orders", """
                        select o_orderkey, o_orderdate, o_orderstatus from orders where o_custkey = ? \
                        order by o_orderdate desc limit 5""", random -> List.of(one(random, customers))),
                lookUp(
                        "a customer by name",
                        "select c_custkey, c_phone, c_acctbal from customer where c_name = ?",
                        random -> List.of("Customer#%09d".formatted(one(random, customers)))),
                lookUp(
                        "line items of a part",
                        "select l_orderkey, l_quantity, l_extendedprice from lineitem where l_partkey = ?",
                        random -> List.of(one(random, parts))),
                lookUp("a supplier's shipments in a week", """
                        select count(*), sum(l_extendedprice) from lineitem where l_suppkey = ? \
                        and l_shipdate between ? and ?""", random -> week(one(random, suppliers), random)),
                lookUp("a clerk's open orders", """
                        select o_orderkey, o_orderdate, o_orderpriority from orders where o_clerk = ? \
                        and o_orderstatus = 'O'""", random -> List.of("Clerk#%09d".formatted(one(random, clerks)))));
    }

    private static Task lookUp(String name, String sql, Function<Random, List<Object>> arguments) {
        var random = new Random(SEED);
        return new Task(
                name,
                sql,
                Stream.generate(() -> arguments.apply(random)).limit(CALLS).toList());
    }

    private static List<Object> week(int supplier, Random random) {
        var from = FIRST_SHIPMENT.plusDays(random.nextInt(SHIPPING_DAYS));
        return List.of(supplier, from, from.plusDays(6));
    }

    private static int one(Random random, int count) {
        return 1 + random.nextInt(count);
    }

    private static int count(int atOne, double scale) {
        return Math.max(1, (int) (atOne * scale));
    }
}
