package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which statements may get slower with all that was chosen, though the planner believes that they get faster: found in their plans. */
final class Risks {
    /** A plan that costs no more than this as a multiple of the cheapest may be the cheapest when the statistics are next gathered. */
    private static final double NEARLY = 1.2;

    /** Plans of so many statements are looked at, first of those that gain. */
    private static final int MOST_STATEMENTS = 200;

    private final SlowDowns slowdowns;
    private final WeakEstimates.Skew skew;
    /** What each statement would use of all that was chosen. */
    private final Map<Planned, Set<Candidate>> uses = new LinkedHashMap<>();

    private final Map<Planned, Doubt> reasons = new LinkedHashMap<>();
    private final Set<Planned> checked = new LinkedHashSet<>();

    /**
     * @param reason what its plan rests on, in a sentence
     * @param guess whether nothing else speaks against it than that rows are guessed
     */
    record Risk(Statement statement, String reason, boolean guess) {}

    private record Doubt(String reason, boolean guess) {}

    private Risks(SlowDowns slowdowns, WeakEstimates.Skew skew) {
        this.skew = skew;
        this.slowdowns = slowdowns;
    }

    /** Asks for the plan of each statement with all that was chosen; one that gains nothing may get another plan all the same. */
    static Risks of(
            Costs costs,
            SlowDowns slowdowns,
            WeakEstimates.Skew skew,
            List<Search.Choice> choices,
            List<Planned> workload)
            throws SQLException {
        var risks = new Risks(slowdowns, skew);
        var indexes = choices.stream().map(Search.Choice::index).toList();
        var gaining = new LinkedHashSet<Planned>();
        choices.forEach(choice -> choice.gains().forEach(gain -> gaining.add(gain.planned())));
        var statements = new LinkedHashSet<>(gaining);
        workload.stream()
                .filter(planned -> indexes.stream().anyMatch(planned::mayUse))
                .sorted(Comparator.comparingDouble((Planned planned) -> planned.cost() * planned.weight())
                        .reversed())
                .forEach(statements::add);
        var questions = new ArrayList<Costs.Question>();
        for (var planned : statements) {
            var mine = indexes.stream().filter(planned::mayUse).toList();
            if (questions.size() < MOST_STATEMENTS) {
                questions.add(new Costs.Question(planned, mine, true));
            }
        }
        var answers = costs.with(questions);
        var others = new ArrayList<Costs.Question>();
        for (int i = 0; i < answers.size(); i++) {
            var answer = answers.get(i);
            var planned = questions.get(i).planned();
            if (answer.used().isEmpty() && !gaining.contains(planned)) {
                continue;
            }
            risks.uses.put(planned, answer.used());
            if (answer.plan() != null) {
                risks.checked.add(planned);
                var reason = risks.reason(planned, answer.plan());
                // Where nothing is gained, today's plan rests on such guesses too.
                risks.doubt(planned, reason == null || !reason.guess() || gaining.contains(planned) ? reason : null);
            }
            var rest = new ArrayList<>(questions.get(i).indexes());
            rest.removeAll(answer.used());
            var doubt = risks.reasons.get(planned);
            if (answer.plan() != null && !rest.isEmpty() && (doubt == null || doubt.guess())) {
                others.add(new Costs.Question(planned, rest, true));
            }
        }
        risks.doubtWhatIsNearlyTaken(others, costs.with(others), questions, answers);
        return risks;
    }

    /** What a statement would do without the indexes that it uses. */
    private void doubtWhatIsNearlyTaken(
            List<Costs.Question> others,
            List<Costs.Costed> without,
            List<Costs.Question> questions,
            List<Costs.Costed> answers) {
        var taken = new IdentityHashMap<Planned, Costs.Costed>();
        for (int i = 0; i < answers.size(); i++) {
            taken.put(questions.get(i).planned(), answers.get(i));
        }
        for (int i = 0; i < without.size(); i++) {
            var planned = others.get(i).planned();
            var plan = without.get(i).plan();
            double slowdown = plan == null ? 0 : slowdowns.of(planned, plan);
            if (slowdown > SlowDowns.TOLERATED
                    && without.get(i).planner() <= NEARLY * taken.get(planned).planner()) {
                var used = new LinkedHashSet<>(uses.get(planned));
                used.addAll(without.get(i).used());
                uses.put(planned, used);
                doubt(
                        planned,
                        new Doubt(
                                String.format(
                                        Locale.ROOT,
                                        "the planner nearly chooses another plan, with a nested loop that reads pages of a table more often "
                                                + "than it charges for: that may take %.1f times as long as now",
                                        slowdown),
                                false));
            }
        }
    }

    Map<Planned, Set<Candidate>> uses() {
        return uses;
    }

    /** The statements that would use the index. */
    List<Planned> users(Candidate index) {
        return uses.keySet().stream()
                .filter(planned -> uses.get(planned).contains(index))
                .toList();
    }

    /** What was measured takes the place of what was expected. */
    void settle(Trials trials) {
        for (var planned : uses.keySet()) {
            var trial = trials.of(planned);
            if (trial != null) {
                checked.add(planned);
                doubt(planned, trial.isSlower() ? new Doubt(measured(trial), false) : null);
            }
        }
    }

    private static String measured(Trials.Trial trial) {
        return String.format(
                Locale.ROOT, "took %.1f ms, and %.1f ms with what is suggested", trial.before(), trial.after());
    }

    private void doubt(Planned planned, Doubt doubt) {
        if (doubt == null) {
            reasons.remove(planned);
        } else {
            reasons.put(planned, doubt);
        }
    }

    /** The statements at risk that would use the index. */
    List<Risk> of(Candidate index) {
        var risks = new ArrayList<Risk>();
        reasons.forEach((planned, doubt) -> {
            if (uses.get(planned).contains(index)) {
                risks.add(new Risk(planned.statement(), doubt.reason(), doubt.guess()));
            }
        });
        return risks;
    }

    /** Whether the plans of all that gain were looked at. */
    boolean lookedAt(List<Search.Gain> gains) {
        return gains.stream().allMatch(gain -> checked.contains(gain.planned()));
    }

    private Doubt reason(Planned planned, JsonObject plan) {
        double slowdown = slowdowns.of(planned, plan);
        if (slowdown > SlowDowns.TOLERATED) {
            return new Doubt(
                    String.format(
                            Locale.ROOT,
                            "a nested loop reads pages of a table here and there more often than the planner charges for: "
                                    + "it may take %.1f times as long as now",
                            slowdown),
                    false);
        }
        var weak = WeakEstimates.of(plan, skew);
        if (weak.factor() > 1 && weak.costAtWorst() > SlowDowns.TOLERATED * planned.cost()) {
            return new Doubt(
                    String.format(
                            Locale.ROOT,
                            "a nested loop rests on a guess of %.0f rows, from joins or several conditions: "
                                    + "with %.0f times as many it would take longer than now",
                            weak.rows(),
                            weak.factor()),
                    true);
        }
        return null;
    }
}
