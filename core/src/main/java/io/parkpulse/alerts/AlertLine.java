package io.parkpulse.alerts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.NumberOutput;
import io.parkpulse.index.Ratio;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;

/** An alert as it stands in {@code alerts.jsonl} and as the value of its topic. */
public final class AlertLine {
    private static final JsonFactory JSON = new JsonFactory();

    private AlertLine() {}

    /** One JSON object, without a line feed. */
    public static String of(Alert alert) {
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("id", alert.id());
            json.writeStringField("rule", alert.rule());
            json.writeStringField("scope", alert.scope());
            json.writeStringField("state", alert.firing() ? "firing" : "resolved");
            json.writeStringField("severity", alert.severity().id());
            json.writeStringField("since", Instant.ofEpochMilli(alert.since()).toString());
            json.writeStringField("at", Instant.ofEpochMilli(alert.at()).toString());
            json.writeStringField("measure", alert.measure());
            if (alert.n() == null) {
                json.writeNullField("n");
                json.writeNullField("d");
            } else {
                json.writeNumberField("n", alert.n());
                json.writeNumberField("d", alert.d());
            }
            json.writeStringField("printed", alert.printed());
            json.writeFieldName("threshold");
            number(alert.threshold(), json);
            json.writeFieldName("coverage");
            if (alert.coverageD() == 0) {
                json.writeNull();
            } else {
                json.writeStartObject();
                json.writeNumberField("n", alert.coverageN());
                json.writeNumberField("d", alert.coverageD());
                json.writeFieldName("percent");
                number(Ratio.percent(alert.coverageN(), alert.coverageD()), json);
                json.writeStringField("printed", alert.coverage());
                json.writeEndObject();
            }
            json.writeStringField("method", alert.method());
            json.writeObjectFieldStart("text");
            json.writeStringField("zh", alert.text().zh());
            json.writeStringField("en", alert.text().en());
            json.writeStringField("ja", alert.text().ja());
            json.writeStringField("ko", alert.text().ko());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string does not fail
        }
        return text.toString();
    }

    /** The shortest text of a double, which not every Java version writes by itself. */
    private static void number(double value, JsonGenerator json) throws IOException {
        json.writeRawValue(NumberOutput.toString(value, true));
    }
}
