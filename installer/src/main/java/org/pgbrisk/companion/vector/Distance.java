package org.pgbrisk.companion.vector;

/** What "near" means; the names are those of the command line. */
enum Distance {
    l2("<->", "l2"),
    cosine("<=>", "cosine"),
    inner_product("<#>", "ip"),
    l1("<+>", "l1");

    private final String operator;
    private final String inOperatorClass;

    Distance(String operator, String inOperatorClass) {
        this.operator = operator;
        this.inOperatorClass = inOperatorClass;
    }

    String operator() {
        return operator;
    }

    /** @param type vector or halfvec */
    String operatorClass(String type) {
        return type + "_" + inOperatorClass + "_ops";
    }
}
