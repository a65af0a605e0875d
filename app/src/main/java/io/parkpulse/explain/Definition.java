package io.parkpulse.explain;

import io.parkpulse.baseline.BaselineSet;
import io.parkpulse.catalogue.MethodParameters;
import io.parkpulse.catalogue.Texts;
import io.parkpulse.index.Measure;
import io.parkpulse.message.Message;
import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a measure is, and what the parameters of a method are, in words. */
final class Definition {
    private final ExplainTexts texts;
    private final Method method;
    private final Map<String, String> parameters;

    Definition(ExplainTexts texts, Method method) {
        this.texts = texts;
        this.method = method;
        this.parameters = MethodParameters.of(method);
    }

    /** The formula, a sentence or two. */
    String of(Measure measure) {
        return switch (measure) {
            case POWER_WORK_RATE ->
                texts.of("explain.definition.work", "work", formula(Measure.POWER_WORK_RATE), "resumed", resumed());
            case POWER_OUTPUT_RATE ->
                texts.of(
                        "explain.definition.output",
                        "output",
                        output(),
                        "comparable",
                        texts.of("explain.definition.comparable"),
                        "resumed",
                        resumed());
            case RESUMPTION_INDEX ->
                texts.of(
                        "explain.definition.index",
                        "index",
                        formula(Measure.RESUMPTION_INDEX),
                        "work",
                        formula(Measure.POWER_WORK_RATE),
                        "output",
                        output(),
                        "comparable",
                        texts.of("explain.definition.comparable"),
                        "resumed",
                        resumed());
            default -> texts.of("sentences", "first", texts.catalogue().definition(measure), "then", formula(measure));
        };
    }

    /** Out of which days baselines come; at least one. */
    static Message of(List<BaselineSet> baselines) {
        return Message.of(
                "explain.baselines",
                "sets",
                Message.joined(
                        "semicolon",
                        baselines.stream().map(BaselineSet::inWords).toList()));
    }

    private String formula(Measure measure) {
        return filled(texts.catalogue().formula(measure));
    }

    private String filled(String text) {
        return Texts.filled(text, parameters);
    }

    private String resumed() {
        return filled(texts.of("explain.definition.resumed"));
    }

    private String output() {
        return ofMethod("output." + method.output());
    }

    /** What the catalogue says of a parameter. */
    private String ofMethod(String key) {
        return filled(texts.catalogue().texts().get("method." + key));
    }

    /** The parameters of the method. */
    String parameters() {
        List<String> said = new ArrayList<>();
        said.add("threshold " + filled("{comparator} {threshold}"));
        said.add("output " + method.output());
        said.add(ofMethod("weights") + " " + filled("{weight_work} / {weight_output}"));
        said.add(ofMethod("rounding." + method.rounding()));
        said.add(ofMethod("online." + method.countOnline()));
        for (MethodParameter parameter : MethodParameter.values()) {
            if (parameter.form().isShare()) {
                said.add(parameter.id() + " " + method.text(parameter));
            }
        }
        return texts.of(Message.joined("comma", said.stream().map(Message::asIs).toList()));
    }
}
