package org.pgbrisk.companion.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.pgbrisk.companion.install.Runtime;
import org.pgbrisk.servers.Server;

/** Reads {@link Requires}. */
final class RequiresCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var requires =
                context.getElement().flatMap(element -> AnnotationSupport.findAnnotation(element, Requires.class));
        if (requires.isEmpty()) {
            return ConditionEvaluationResult.enabled("nothing is required");
        }
        var server = Postgres.server(context);
        for (var wanted : requires.get().value()) {
            if (wanted.equals("pljava") && TestDatabase.ASKED == Runtime.bridge) {
                return ConditionEvaluationResult.disabled("is about PL/Java, and this run about the bridge");
            }
            if (!has(server, wanted)) {
                return ConditionEvaluationResult.disabled("needs " + wanted + ", which this server does not offer");
            }
            Coverage.extension(wanted);
        }
        return ConditionEvaluationResult.enabled("the server offers it");
    }

    private static boolean has(Server server, String wanted) {
        return switch (wanted) {
            case "own" ->
                server.own()
                        && server.binaries().isPresent()
                        && server.dataFolder().isPresent();
            case "runtime" -> TestDatabase.offersRuntime(server);
            default -> server.offers(wanted);
        };
    }
}
