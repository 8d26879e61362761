package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.indexes.TableWrites.Counted;
import org.pgbrisk.indexes.TableWrites.Update;

/**
 * What writes would pay for an index. An INSERT puts an entry into it. So does an UPDATE, unless it is HOT; and it is that no more once it
 * sets a column that the index has, so that every other index gets an entry too. DELETE and UPDATE leave dead entries for VACUUM.
 */
final class WriteCosts {
    private final Capabilities server;
    private final Catalog catalog;
    private final Blueprints blueprints;
    private final WriteLoad load;
    private final Map<Long, Counted> counted = new HashMap<>();

    /** Columns that an index has, and what an entry costs for each row of the table. */
    private record Kept(Set<String> columns, EntryCost entry, boolean blocksHot) {}

    /** Rows that need an entry, rows whose entry dies, rows that need one in all the other indexes too. */
    private record Entries(double put, double removed, double everywhere) {}

    WriteCosts(Capabilities server, Catalog catalog, Blueprints blueprints, WriteLoad load) {
        this.server = server;
        this.catalog = catalog;
        this.blueprints = blueprints;
        this.load = load;
    }

    void count(Database database, Collection<Candidate> indexes) throws SQLException {
        var tables = new JsonArray();
        indexes.stream().map(Candidate::table).distinct().forEach(tables::add);
        if (!tables.isEmpty()) {
            var select = Resource.sql(WriteCosts.class, "written_tables.sql");
            for (var table : database.query(Counted.class, select, Json.write(tables))) {
                counted.put(table.relation(), table);
            }
        }
    }

    /** What the writes of the workload pay, in the units in which an index saves; 0 where nothing is known of them. */
    double charge(Candidate index) {
        var table = counted.get(index.table());
        var writes = load.of(index.table());
        if (table == null || writes == TableWrites.NONE) {
            return 0;
        }
        var entries = entries(index, table, writes, writes.updated() * table.hotShare());
        return cost(index, table, entries) * load.worth();
    }

    /** How much more the writes that the server counted would cost, in percent; null where it counted none. */
    Double percent(Candidate index) {
        var table = counted.get(index.table());
        if (table == null
                || table.inserted() == null
                || catalog.table(index.table()).rows() < 0) {
            return null;
        }
        var updates = load.of(index.table()).updates();
        double known = updates.stream().mapToDouble(Update::rows).sum();
        var all = new ArrayList<Update>();
        // What is known of the columns holds for all that was counted.
        updates.forEach(update -> all.add(new Update(update.columns(), update.rows() / known * table.updated())));
        if (all.isEmpty()) {
            all.add(new Update(Set.of(), table.updated()));
        }
        var writes = new TableWrites(table.inserted(), table.deleted(), all);
        double rows = writes.inserted() + writes.deleted() + writes.updated();
        double now = rows * EntryCost.row(server, catalog.table(index.table()).rowBytes(server.blockSize()));
        double slow = table.updated() - table.updatedHot();
        for (var other : kept(table)) {
            now += other.entry().put() * (writes.inserted() + slow)
                    + other.entry().removed() * (writes.deleted() + slow);
        }
        return rows == 0 ? 0 : 100 * cost(index, table, entries(index, table, writes, table.updatedHot())) / now;
    }

    private double cost(Candidate index, Counted table, Entries entries) {
        double rows = Math.max(1, catalog.table(index.table()).rows());
        double has = Math.max(0, blueprints.rows(index));
        var size = blueprints.size(index);
        var entry = EntryCost.of(server, has, (double) size.bytes() / server.blockSize(), size.height());
        double cost = has / rows * (entries.put() * entry.put() + entries.removed() * entry.removed());
        for (var other : kept(table)) {
            cost += entries.everywhere() * (other.entry().put() + other.entry().removed());
        }
        return cost;
    }

    /** @param hot how many of the rows that are updated stay on their page now */
    private Entries entries(Candidate index, Counted table, TableWrites writes, double hot) {
        var blocking = new HashSet<String>();
        kept(table).stream().filter(Kept::blocksHot).forEach(other -> blocking.addAll(other.columns()));
        double able = writes.updates().stream()
                .filter(update -> !meets(update, blocking))
                .mapToDouble(Update::rows)
                .sum();
        double share = able == 0 ? 0 : Math.min(1, hot / able);
        var mine = words(index);
        double updated = 0;
        double everywhere = 0;
        for (var update : writes.updates()) {
            double stays = meets(update, blocking) ? 0 : update.rows() * share;
            boolean sets = meets(update, mine);
            updated += sets ? update.rows() : update.rows() - stays;
            everywhere += sets ? stays : 0;
        }
        return new Entries(writes.inserted() + updated, writes.deleted() + updated, everywhere);
    }

    private static boolean meets(Update update, Set<String> columns) {
        return update.columns().stream().anyMatch(columns::contains);
    }

    /** Its columns, and every word of its expressions and its predicate, some of which are columns. */
    private static Set<String> words(Candidate index) {
        var words = new HashSet<>(index.columns());
        var texts = new ArrayList<String>();
        index.columns().stream().filter(KeyColumn::isExpression).forEach(texts::add);
        if (index.predicate() != null) {
            texts.add(index.predicate());
        }
        texts.forEach(text -> SqlTokens.of(text).forEach(token -> words.add(token.name())));
        return words;
    }

    /** The indexes that exist. */
    private List<Kept> kept(Counted table) {
        var kept = new ArrayList<Kept>();
        double rows = Math.max(1, catalog.table(table.relation()).rows());
        for (int i = 0; i < table.indexes().size(); i++) {
            JsonObject index = table.indexes().getObject(i);
            var columns = new HashSet<String>();
            index.getArray("columns").forEach(column -> columns.add((String) column));
            var entry = EntryCost.of(server, index.getDouble("entries"), index.getDouble("pages"));
            double share = Math.min(1, index.getDouble("in_all") / rows);
            kept.add(new Kept(
                    columns,
                    new EntryCost(share * entry.put(), share * entry.removed()),
                    index.getBoolean("blocks_hot")));
        }
        return kept;
    }
}
