package io.parkpulse.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.parkpulse.index.Measure;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.output.DeadLetterLine;
import io.parkpulse.output.FigureText;
import io.parkpulse.output.OutputLines;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;

/** The keys and values of the output topics. */
final class PointLines {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] NOTHING = {};
    /** How much of a control character's escape there is. */
    private static final int ESCAPED = "\\u0000".length();

    private static final int MOST_OF_A_DETAIL = 500;

    private PointLines() {}

    static String key(IndexPoint point) {
        return point.scope() + "|" + Instant.ofEpochMilli(point.end());
    }

    static String line(IndexPoint point) {
        return OutputLines.indexHead(point.scope(), point.end(), ZoneId.of(point.zone()))
                + new FigureText(point.method()).of(point.figures(), Measure.ofTrailingWindow());
    }

    static String key(DayPoint day) {
        return day.scope() + "|" + OutputLines.date(day.epochDay());
    }

    static String line(DayPoint day) {
        return OutputLines.day(day.scope(), day.epochDay(), false, day.revision(), day.sums(), day.method());
    }

    static String key(EnterprisePoint point) {
        return OutputLines.date(point.day().epochDay()) + "|" + point.enterprise();
    }

    static String line(EnterprisePoint point) {
        return OutputLines.enterprise(point.enterprise(), point.day());
    }

    /**
     * Where its record stands: topic, partition, offset, and the row where a value holds several.
     *
     * @param mapping the topics whose values are mapped
     */
    static String key(DeadLetter letter, LiveMapping mapping) {
        String value = Position.text(letter.stream(), letter.number(), mapping);
        return letter.row() == 0 ? value : value + ":" + letter.row();
    }

    static String line(DeadLetter letter, LiveMapping mapping) {
        return line(letter, mapping, letter.detail(), letter.raw(), isText(letter.raw()), false);
    }

    /**
     * The same with no more of the original bytes than fit, marked as cut. The record itself stays in Kafka, where the
     * source says.
     *
     * @return null if there is no room even for none of them
     */
    static String cut(DeadLetter letter, LiveMapping mapping, int bytes) {
        String detail = beginning(letter.detail());
        boolean text = isText(letter.raw());
        int room = bytes - utf8(line(letter, mapping, detail, NOTHING, text, true)).length;
        if (room < 0) {
            return null;
        }
        int kept = text ? fittingText(letter.raw(), room) : Math.min(letter.raw().length, room / 4 * 3);
        return line(letter, mapping, detail, Arrays.copyOf(letter.raw(), kept), text, true);
    }

    private static String line(
            DeadLetter letter, LiveMapping mapping, String detail, byte[] raw, boolean text, boolean cut) {
        String source = key(letter, mapping);
        return notApplied(letter.stream().id(), source, letter.reason().id(), detail, json -> {
            if (text) {
                json.writeStringField("raw", new String(raw, StandardCharsets.UTF_8));
            } else {
                json.writeBinaryField("raw_base64", raw);
            }
            // What is judged later is the record that a mapping made, and no longer what was sent.
            if (letter.rebuilt() || letter.row() == 0 && Position.isMapped(letter.number())) {
                json.writeBooleanField("rebuilt", true);
            }
            if (cut) {
                json.writeBooleanField("cut", true);
            }
        });
    }

    static String line(RefusedRow refused) {
        return line(refused, refused.detail());
    }

    /** The same with less of the detail; null if that is still too long. */
    static String cut(RefusedRow refused, int bytes) {
        String line = line(refused, beginning(refused.detail()));
        return utf8(line).length > bytes ? null : line;
    }

    private static String line(RefusedRow refused, String detail) {
        return notApplied(refused.stream(), refused.source(), "refused", detail, json -> {});
    }

    private static String notApplied(
            String stream, String source, String reason, String detail, DeadLetterLine.Raw raw) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            DeadLetterLine.write(stream, source, reason, detail, raw, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    /** How many bytes of a text, whole characters, take at most so many in a JSON string. */
    private static int fittingText(byte[] utf8, int room) {
        int fitting = 0;
        int taken = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            taken += b == '"' || b == '\\' ? 2 : b >= 0 && b < ' ' ? ESCAPED : 1;
            if (taken > room) {
                return fitting;
            }
            boolean characterEnds = i + 1 == utf8.length || (utf8[i + 1] & 0xc0) != 0x80;
            if (characterEnds) {
                fitting = i + 1;
            }
        }
        return fitting;
    }

    private static String beginning(String detail) {
        return detail.codePointCount(0, detail.length()) <= MOST_OF_A_DETAIL
                ? detail
                : detail.substring(0, detail.offsetByCodePoints(0, MOST_OF_A_DETAIL)) + "…";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isText(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
