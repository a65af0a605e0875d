package io.parkpulse.connectors;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips a test that {@link Wants} what is not there. */
final class WantsCondition implements ExecutionCondition {
    /** Between reasons; what prints them at the end of the build takes them apart there. */
    private static final String AND = "; ";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), Wants.class)
                .map(wants -> evaluate(wants.value(), System.getenv()))
                .orElseGet(() -> ConditionEvaluationResult.enabled("wants no program"));
    }

    /** @throws IllegalStateException if a program is missing where nothing may be skipped */
    static ConditionEvaluationResult evaluate(Program[] programs, Map<String, String> environment) {
        String missing = Stream.of(programs)
                .filter(program -> program.find(environment).isEmpty())
                .map(program -> program.missing(environment))
                .collect(Collectors.joining(AND));
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all programs are there");
        }
        if ("true".equals(environment.get("CI"))) {
            throw new IllegalStateException("with CI=true no test may be skipped, but " + missing);
        }
        return ConditionEvaluationResult.disabled(missing);
    }
}
