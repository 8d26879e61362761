package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.pgbrisk.database.Attempt;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Literal;
import org.pgbrisk.database.Records;
import org.pgbrisk.database.Resource;
import org.pgbrisk.indexes.Redundancy.Ground;
import org.pgbrisk.indexes.Redundancy.Needless;

/** The indexes that exist, beside those that are suggested: what a suggestion would repeat, what it replaces, what nobody needs. */
final class ExistingIndexes {
    private final List<ExistingIndex> indexes;
    private final Map<Long, List<ExistingIndex>> byTable = new HashMap<>();
    private final Redundancy redundancy;
    private final String failure;
    /** Those that suggestions of this call replace. */
    private final Set<ExistingIndex> replaced = new HashSet<>();

    /** @param blockSize of the server, in bytes */
    ExistingIndexes(List<ExistingIndex> indexes, int blockSize) {
        this(indexes, blockSize, null);
    }

    private ExistingIndexes(List<ExistingIndex> indexes, int blockSize, String failure) {
        this.failure = failure;
        this.indexes = indexes;
        indexes.forEach(index -> byTable.computeIfAbsent(index.relation(), table -> new ArrayList<>())
                .add(index));
        this.redundancy = new Redundancy(blockSize);
    }

    /**
     * @param tables their oids
     * @param everywhere whether what looks needless on other tables is wanted too
     * @param lockTimeout how long to wait for a lock, in milliseconds
     */
    static ExistingIndexes of(
            Database database, int blockSize, Collection<Long> tables, boolean everywhere, int lockTimeout)
            throws SQLException {
        var oids = new JsonArray();
        oids.addAll(tables);
        var select = Resource.sql(ExistingIndexes.class, "existing_indexes.sql")
                .replace("${tables}", Literal.quote(Json.write(oids)))
                .replace("${everywhere}", Boolean.toString(everywhere));
        var timeout = "select pg_catalog.set_config('lock_timeout', '" + lockTimeout + "', true)";
        var outcome = database.attempt(List.of(new Attempt(List.of(timeout), select, List.of(), true)), List.of())
                .get(0);
        return outcome.succeeded()
                ? new ExistingIndexes(Records.read(ExistingIndex.class, outcome.rows()), blockSize, null)
                : new ExistingIndexes(List.of(), blockSize, outcome.message());
    }

    /** Why nothing is known of them; null when all is. */
    String failure() {
        return failure;
    }

    /**
     * Whether one of the indexes that existing.sql leaves out does what the candidate would do: of a part of the rows, or one that
     * somebody builds at this moment.
     */
    boolean have(Candidate candidate) {
        return on(candidate)
                .anyMatch(index ->
                        (index.valid() ? index.predicate() != null : index.unfinished()) && index.does(candidate));
    }

    private Stream<ExistingIndex> on(Candidate candidate) {
        return byTable.getOrDefault(candidate.table(), List.of()).stream();
    }

    /** Invalid ones that would do what the candidate does: to drop, or to build anew. */
    List<ExistingIndex> leftovers(Candidate candidate) {
        return on(candidate)
                .filter(index -> !index.valid() && !index.unfinished() && index.isFree() && index.does(candidate))
                .toList();
    }

    /**
     * Those that nobody needs once the candidate is built: it does all that they do, at about the same cost. Each is named for the
     * first suggestion that replaces it.
     *
     * @param bytes of the candidate
     */
    List<ExistingIndex> replacedBy(Candidate candidate, long bytes) {
        var gone = on(candidate)
                .filter(index -> index.valid()
                        && index.isFree()
                        && !index.isUnique()
                        && !replaced.contains(index)
                        && index.isDoneBy(candidate)
                        && redundancy.isCheap(index, bytes))
                .toList();
        replaced.addAll(gone);
        return gone;
    }

    /** What nobody needs, beside what is replaced; the surest first, and of these the largest. */
    List<Needless> needless() {
        return redundancy.of(indexes).stream()
                .filter(needless -> !replaced.contains(needless.index()) && !replaced.contains(needless.kept()))
                .sorted(Comparator.comparing(Needless::ground)
                        .thenComparingLong(needless -> -needless.index().bytes()))
                .toList();
    }

    /**
     * What nobody has used, beside what is needless for other reasons.
     *
     * @param days how old the counters have to be
     * @param planned names of the indexes in the plans of the workload
     */
    List<Needless> unused(IndexCounters counters, int days, Set<String> planned) {
        var known = new HashSet<>(replaced);
        redundancy.of(indexes).forEach(needless -> {
            known.add(needless.index());
            known.add(needless.kept());
        });
        var unused = new ArrayList<Needless>();
        indexes.stream()
                .filter(index -> !known.contains(index) && counters.isUnused(index, days, planned))
                .sorted(Comparator.comparingLong(index -> -index.bytes()))
                .forEach(index -> unused.add(new Needless(index, Ground.UNUSED, null)));
        return unused;
    }

    boolean mayHaveUnused() {
        return indexes.stream().anyMatch(index -> index.scans() == 0 && !index.isUnique() && index.isFree());
    }
}
