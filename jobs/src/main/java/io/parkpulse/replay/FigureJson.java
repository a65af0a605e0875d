package io.parkpulse.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Printing;
import io.parkpulse.index.Ratio;
import io.parkpulse.index.ScopeFigures;
import io.parkpulse.model.Method;
import java.io.IOException;

/** How figures are written as JSON. */
final class FigureJson {
    /** Writes the shortest text of a double, which not every Java version does by itself. */
    static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private FigureJson() {}

    /**
     * Writes the method and the measures, as fields of the current object.
     *
     * @param withPresent whether the window has a "now"
     */
    static void write(ScopeFigures figures, Method method, boolean withPresent, JsonGenerator json) throws IOException {
        json.writeStringField("method", method.id());
        rate("enterprise_resumption", figures.enterpriseResumption(), method, json);
        rate("power_work_rate", figures.powerWorkRate(), method, json);
        rate("power_output_rate", figures.powerOutputRate(), method, json);
        index(figures.resumptionIndex(), method, json);
        rate("staff_return", figures.staffReturn(), method, json);
        if (withPresent) {
            json.writeNumberField("present", figures.present());
        }
        rate("capacity_utilisation", figures.capacityUtilisation(), method, json);
        rate("coverage", figures.coverage(), method, json);
        json.writeNumberField("enterprises", figures.enterprises());
        json.writeNumberField("metered", figures.metered());
        json.writeNumberField("matched", figures.matched());
        json.writeNumberField("silent", figures.silent());
    }

    private static void rate(String name, ScopeFigures.Rate rate, Method method, JsonGenerator json)
            throws IOException {
        if (rate == null) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeNumberField("n", rate.n());
        json.writeNumberField("d", rate.d());
        json.writeNumberField("percent", Ratio.percent(rate.n(), rate.d()));
        json.writeStringField("printed", Printing.rate(rate.n(), rate.d(), method));
        json.writeEndObject();
    }

    private static void index(Fraction value, Method method, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNullField("resumption_index");
            return;
        }
        json.writeObjectFieldStart("resumption_index");
        json.writeNumberField("value", value.toDouble());
        json.writeStringField("printed", Printing.index(value, method));
        json.writeEndObject();
    }
}
