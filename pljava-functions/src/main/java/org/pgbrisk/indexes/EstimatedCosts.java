package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.List;

/** Where no planner can be asked: computes from the plan as it is and from statistics what an index would save. */
final class EstimatedCosts implements Costs {
    private final Capabilities server;
    private final Catalog catalog;

    EstimatedCosts(Capabilities server, Catalog catalog) {
        this.server = server;
        this.catalog = catalog;
    }

    @Override
    public String method() {
        return "statistics";
    }

    @Override
    public List<Costed> with(List<Question> questions) {
        var answers = new ArrayList<Costed>();
        for (var question : questions) {
            var planned = question.planned();
            var estimate = new PlanEstimate(server, catalog, question.indexes());
            double cost = estimate.cost(planned.plan());
            answers.add(new Costed(Math.min(cost, planned.cost()), estimate.used()));
        }
        return answers;
    }
}
