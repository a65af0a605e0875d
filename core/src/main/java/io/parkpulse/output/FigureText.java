package io.parkpulse.output;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.NumberOutput;
import io.parkpulse.index.Bands;
import io.parkpulse.index.Fraction;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Printing;
import io.parkpulse.index.Ratio;
import io.parkpulse.index.ScopeFigures;
import io.parkpulse.index.ScopeFigures.Rate;
import io.parkpulse.model.Method;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The figures of one scope as JSON, from the method on to the end of the object. Remembers the text of each measure:
 * from step to step most of them stay as they are, and formatting is most of the cost of writing.
 */
public final class FigureText {
    private final Method method;
    private final String head;
    private final Map<Measure, RateText> rates = new EnumMap<>(Measure.class);

    /** @param method what the figures are printed with */
    public FigureText(Method method) {
        this.method = method;
        this.head = "\"method\":\"" + quoted(method.id()) + "\",";
        for (Measure measure : Measure.values()) {
            if (measure.isRate()) {
                rates.put(measure, new RateText(measure.id()));
            }
        }
    }

    /** A text as it stands between the quotes of a JSON string. */
    public static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    /**
     * The text of these figures.
     *
     * @param measures those that the window has, in order
     */
    public String of(ScopeFigures figures, List<Measure> measures) {
        StringBuilder text = new StringBuilder(1024).append(head);
        for (Measure measure : measures) {
            switch (measure.kind()) {
                case RATE -> text.append(rates.get(measure).of(figures.rate(measure)));
                case INDEX -> index(figures.index(), text);
                case COUNT ->
                    text.append('"')
                            .append(measure.id())
                            .append("\":")
                            .append(figures.count(measure))
                            .append(',');
            }
        }
        for (Bands bands : Bands.values()) {
            text.append('"').append(bands.id()).append("\":[");
            for (long enterprises : figures.bands(bands)) {
                text.append(enterprises).append(',');
            }
            text.setCharAt(text.length() - 1, ']');
            text.append(',');
        }
        text.setCharAt(text.length() - 1, '}');
        return text.toString();
    }

    private void index(Fraction value, StringBuilder text) {
        text.append("\"resumption_index\":");
        if (value == null) {
            text.append("null,");
        } else {
            text.append("{\"value\":")
                    .append(number(value.toDouble()))
                    .append(",\"printed\":\"")
                    .append(Printing.index(value, method))
                    .append("\"},");
        }
    }

    /** The shortest text of a double, which not every Java version writes by itself. */
    private static String number(double value) {
        return NumberOutput.toString(value, true);
    }

    /** One rate, as it was last written. */
    private final class RateText {
        private final String name;
        private Rate last;
        private String text;

        RateText(String name) {
            this.name = "\"" + name + "\":";
            this.text = this.name + "null,";
        }

        String of(Rate rate) {
            if (!Objects.equals(rate, last)) {
                last = rate;
                text = rate == null
                        ? name + "null,"
                        : name + "{\"n\":" + rate.n() + ",\"d\":" + rate.d() + ",\"percent\":"
                                + number(Ratio.percent(rate.n(), rate.d())) + ",\"printed\":\""
                                + Printing.rate(rate.n(), rate.d(), method) + "\"},";
            }
            return text;
        }
    }
}
