package io.parkpulse.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.parkpulse.index.Measure;
import io.parkpulse.model.DeadLetter;
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

/** The keys and values of the output topics. */
final class PointLines {
    private static final JsonFactory JSON = new JsonFactory();

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

    static String key(DeadLetter letter) {
        return Position.text(letter.stream(), letter.number());
    }

    static String line(DeadLetter letter) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("stream", letter.stream().id());
            json.writeStringField("source", Position.text(letter.stream(), letter.number()));
            json.writeStringField("reason", letter.reason().id());
            json.writeStringField("detail", letter.detail());
            try {
                json.writeStringField("raw", text(letter.raw()));
            } catch (CharacterCodingException e) {
                json.writeBinaryField("raw_base64", letter.raw());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    static String line(Refused refused) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("stream", refused.stream());
            json.writeStringField("source", refused.source());
            json.writeStringField("reason", "refused");
            json.writeStringField("detail", refused.detail());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    private static String text(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }
}
