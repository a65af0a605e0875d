package io.parkpulse.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.parkpulse.breakdown.Member;
import io.parkpulse.breakdown.Reason;
import io.parkpulse.breakdown.Reasons;
import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.Sentences;
import io.parkpulse.index.Bands;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Sum;
import io.parkpulse.message.Message;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Explanations for programs. Sums have the names that {@link Sum#id} gives them; what an enterprise moves a figure by is an
 * exact fraction, of a rate as a share of one, of the index on its own scale, of a count as it is.
 */
final class ExplanationJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Reasons REASONS = Reasons.in(Language.EN);

    private final JsonGenerator json;

    private ExplanationJson(JsonGenerator json) {
        this.json = json;
    }

    /** Writes what stands in the object. */
    private interface Content {
        void write(ExplanationJson json) throws IOException;
    }

    private static String object(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            content.write(new ExplanationJson(json));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return text.toString();
    }

    /** A measure, in one line. */
    static String of(Explanation explanation) {
        return object(json -> json.measure(explanation));
    }

    /** Bands, in one line. */
    static String of(BandsExplanation explanation) {
        return object(json -> json.bands(explanation));
    }

    private void measure(Explanation explanation) throws IOException {
        Population now = explanation.now();
        Measure measure = explanation.measure();
        window(now.line());
        json.writeStringField("measure", measure.id());
        json.writeStringField("method", now.method().id());
        figure(measure, now);
        sums("sums", explanation.sums(), now::of);
        verdict(explanation.contradictions());
        json.writeArrayFieldStart("enterprises");
        for (Member member : now.members()) {
            json.writeStartObject();
            enterprise(member);
            json.writeStringField("counts", member.place(measure).name().toLowerCase(Locale.ROOT));
            sums("sums", explanation.sums(), member::of);
            Reason reason = REASONS.of(member, measure);
            json.writeStringField("kind", reason.kind());
            json.writeStringField("detail", reason.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (explanation.before() == null) {
            json.writeNullField("against");
            return;
        }
        json.writeObjectFieldStart("against");
        window(explanation.before().line());
        figure(measure, explanation.before());
        sums("sums", explanation.sums(), explanation.before()::of);
        List<Explanation.Change> changes = explanation.changes();
        sums(
                "change",
                explanation.sums(),
                sum -> now.of(sum) - explanation.before().of(sum));
        json.writeArrayFieldStart("enterprises");
        for (Explanation.Change change : changes) {
            json.writeStartObject();
            enterprise(change.either());
            json.writeStringField(
                    "what", change.before() == null ? "came_in" : change.now() == null ? "went_out" : "changed");
            sums("change", explanation.sums(), change::difference);
            fraction("moves", change.effect());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void bands(BandsExplanation explanation) throws IOException {
        window(explanation.now().line());
        json.writeStringField("measure", explanation.bands().id());
        json.writeStringField("method", explanation.now().method().id());
        numbers(explanation.now().line(), explanation.bands());
        verdict(explanation.contradictions());
        json.writeArrayFieldStart("enterprises");
        for (Member member : explanation.now().members()) {
            json.writeStartObject();
            enterprise(member);
            band("band", BandsExplanation.band(explanation.bands(), member));
            json.writeEndObject();
        }
        json.writeEndArray();
        if (explanation.before() == null) {
            json.writeNullField("against");
            return;
        }
        json.writeObjectFieldStart("against");
        window(explanation.before().line());
        numbers(explanation.before().line(), explanation.bands());
        json.writeArrayFieldStart("enterprises");
        for (BandsExplanation.Move move : explanation.moves()) {
            json.writeStartObject();
            enterprise(move.member());
            json.writeStringField(
                    "what",
                    move.from() == BandsExplanation.ABSENT
                            ? "came_in"
                            : move.to() == BandsExplanation.ABSENT ? "went_out" : "changed");
            band("from", move.from());
            band("to", move.to());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void window(ScopeLine line) throws IOException {
        json.writeStringField("scope", line.scope());
        if (line.isOfMoment()) {
            json.writeStringField("at", line.end().toString());
        } else {
            json.writeStringField("day", line.day().toString());
            json.writeStringField("status", line.provisional() ? "provisional" : "final");
            json.writeNumberField("revision", line.revision());
        }
    }

    private void figure(Measure measure, Population of) throws IOException {
        Figure figure = of.written(measure);
        if (figure == null) {
            json.writeNullField("value");
            json.writeNullField("printed");
        } else {
            if (measure.isCount()) {
                json.writeNumberField("value", figure.n());
            } else {
                json.writeNumberField("value", figure.value());
            }
            json.writeStringField("printed", figure.printed());
        }
    }

    private void sums(String name, List<Sum> sums, ToLongFunction<Sum> of) throws IOException {
        json.writeObjectFieldStart(name);
        for (Sum sum : sums) {
            json.writeNumberField(sum.id(), of.applyAsLong(sum));
        }
        json.writeEndObject();
    }

    private void verdict(List<Message> contradictions) throws IOException {
        json.writeBooleanField("adds_up", contradictions.isEmpty());
        json.writeArrayFieldStart("contradictions");
        for (Message contradiction : contradictions) {
            json.writeString(Sentences.ENGLISH.of(contradiction));
        }
        json.writeEndArray();
    }

    private void enterprise(Member member) throws IOException {
        json.writeStringField("enterprise", member.line().enterprise());
        json.writeStringField("park", member.line().park());
        json.writeStringField("name", member.row().name());
    }

    private void fraction(String name, Fraction value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
            return;
        }
        BigInteger common = value.n().gcd(value.d());
        json.writeObjectFieldStart(name);
        json.writeFieldName("n");
        json.writeNumber(value.n().divide(common));
        json.writeFieldName("d");
        json.writeNumber(value.d().divide(common));
        json.writeEndObject();
    }

    private void numbers(ScopeLine line, Bands bands) throws IOException {
        json.writeArrayFieldStart("bands");
        for (long number : line.bands().getOrDefault(bands, List.of())) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }

    private void band(String name, int band) throws IOException {
        if (band < 0) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, band);
        }
    }
}
