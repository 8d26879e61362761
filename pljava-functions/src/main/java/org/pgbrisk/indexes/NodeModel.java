package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;

/** Says what a node of a plan would cost with an index that no planner can be shown. */
interface NodeModel {
    /**
     * With everything below it; null where the index is of no use to it.
     *
     * @param node of a plan made with VERBOSE
     * @param workers how many processes share what the node does, 1 when it does all
     */
    Cost cost(JsonObject node, double workers, Candidate index);

    /** In the planner's units. */
    record Cost(double startup, double total) {
        static Cost of(JsonObject node) {
            return new Cost(node.getDouble("Startup Cost"), node.getDouble("Total Cost"));
        }

        /** Where only a share of the rows is fetched, 0 to 1. */
        double fetched(double share) {
            return startup + share * (total - startup);
        }
    }
}
