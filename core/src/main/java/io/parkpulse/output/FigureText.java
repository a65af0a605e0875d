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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The figures of one scope as JSON, from the method on to the end of the object. Remembers the text of each measure:
 * from step to step most of them stay as they are, and formatting is most of the cost of writing.
 */
public final class FigureText {
    private static final Bands[] BANDS = Bands.values();

    private final Method method;
    private final byte[] head;
    private final Map<Measure, Part> measureTexts = new EnumMap<>(Measure.class);
    private final Part[] bandTexts;

    /** @param method what the figures are printed with */
    public FigureText(Method method) {
        this.method = method;
        this.head = utf8("\"method\":\"" + quoted(method.id()) + "\",");
        for (Measure measure : Measure.values()) {
            measureTexts.put(
                    measure,
                    switch (measure.kind()) {
                        case RATE -> new RateText(measure);
                        case INDEX -> new IndexText();
                        case COUNT -> new CountText(measure);
                    });
        }
        this.bandTexts = Arrays.stream(BANDS).map(BandsText::new).toArray(Part[]::new);
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
        return new String(bytesOf(figures, measures), StandardCharsets.UTF_8);
    }

    /** The same text in UTF-8. */
    public byte[] bytesOf(ScopeFigures figures, List<Measure> measures) {
        byte[][] parts = new byte[1 + measures.size() + bandTexts.length][];
        int count = 0;
        parts[count++] = head;
        for (Measure measure : measures) {
            parts[count++] = measureTexts.get(measure).of(figures);
        }
        for (Part bands : bandTexts) {
            parts[count++] = bands.of(figures);
        }
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] text = new byte[length];
        int end = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, text, end, part.length);
            end += part.length;
        }
        text[end - 1] = '}';
        return text;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The shortest text of a double, which not every Java version writes by itself. */
    private static String number(double value) {
        return NumberOutput.toString(value, true);
    }

    /** A part of the text, kept as it was last written, with a comma behind it. */
    private interface Part {
        byte[] of(ScopeFigures figures);
    }

    private final class RateText implements Part {
        private final Measure measure;
        private Rate last;
        private byte[] text;

        RateText(Measure measure) {
            this.measure = measure;
        }

        @Override
        public byte[] of(ScopeFigures figures) {
            Rate rate = figures.rate(measure);
            if (text == null || !Objects.equals(rate, last)) {
                last = rate;
                text = text(rate);
            }
            return text;
        }

        private byte[] text(Rate rate) {
            return utf8("\"" + measure.id() + "\":"
                    + (rate == null
                            ? "null,"
                            : "{\"n\":" + rate.n() + ",\"d\":" + rate.d() + ",\"percent\":"
                                    + number(Ratio.percent(rate.n(), rate.d())) + ",\"printed\":\""
                                    + Printing.rate(rate.n(), rate.d(), method) + "\"},"));
        }
    }

    private final class IndexText implements Part {
        private Fraction last;
        private byte[] text;

        @Override
        public byte[] of(ScopeFigures figures) {
            Fraction index = figures.index();
            if (text == null || !Objects.equals(index, last)) {
                last = index;
                text = text(index);
            }
            return text;
        }

        private byte[] text(Fraction index) {
            return utf8("\"" + Measure.RESUMPTION_INDEX.id() + "\":"
                    + (index == null
                            ? "null,"
                            : "{\"value\":" + number(index.toDouble()) + ",\"printed\":\""
                                    + Printing.index(index, method) + "\"},"));
        }
    }

    private static final class CountText implements Part {
        private final Measure measure;
        private long last;
        private byte[] text;

        CountText(Measure measure) {
            this.measure = measure;
        }

        @Override
        public byte[] of(ScopeFigures figures) {
            long count = figures.count(measure);
            if (text == null || count != last) {
                last = count;
                text = utf8("\"" + measure.id() + "\":" + count + ",");
            }
            return text;
        }
    }

    private static final class BandsText implements Part {
        private final Bands bands;
        private long[] last;
        private byte[] text;

        BandsText(Bands bands) {
            this.bands = bands;
        }

        @Override
        public byte[] of(ScopeFigures figures) {
            long[] enterprises = figures.bands(bands);
            if (!Arrays.equals(enterprises, last)) {
                last = enterprises;
                text = utf8(
                        "\"" + bands.id() + "\":" + Arrays.toString(enterprises).replace(" ", "") + ",");
            }
            return text;
        }
    }
}
