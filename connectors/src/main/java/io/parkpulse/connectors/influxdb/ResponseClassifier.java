package io.parkpulse.connectors.influxdb;

import io.parkpulse.connectors.http.Answer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the answers of a store mean. InfluxDB 2.7 and QuestDB were looked at. */
final class ResponseClassifier {
    private static final int WRITTEN = 204;
    private static final Pattern DROPPED = Pattern.compile("dropped=(\\d{1,9})\\b");

    private ResponseClassifier() {}

    static Verdict verdict(Answer answer) {
        return switch (answer.status()) {
            case WRITTEN -> Verdict.WRITTEN;
            // Also what servers that are no store say, for instance to plain HTTP on a port for TLS.
            case 400 -> answer.explained() ? Verdict.HALVE : Verdict.FATAL;
            case 413 -> Verdict.TOO_LARGE;
            case 422 -> Verdict.PARTLY_DROPPED;
            case Answer.NONE, 408, 425, 429 -> Verdict.RETRY;
            // 500 is also what InfluxDB says when it has too much to do, or no memory for the moment.
            default -> answer.status() >= 500 ? Verdict.RETRY : Verdict.FATAL;
        };
    }

    /** How many lines were dropped of a request of this many that was answered 422. */
    static int dropped(Answer answer, int lines) {
        Matcher matcher = DROPPED.matcher(answer.message());
        int dropped = lines;
        while (matcher.find()) {
            dropped = Integer.parseInt(matcher.group(1));
        }
        return Math.min(dropped, lines);
    }

    /**
     * The header Retry-After: seconds, or a date of HTTP; null if it is absent or neither.
     *
     * @param now what a date is compared with; one in the past means no wait
     */
    static Duration retryAfter(String header, Instant now) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Integer.parseInt(text));
        }
        try {
            Duration wait = Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** What to do about an answer that is {@link Verdict#FATAL}. */
    static String advice(Answer answer, SinkSettings settings) {
        String where = "bucket \"" + settings.bucket() + "\" of organisation \"" + settings.organisation() + "\"";
        return switch (answer.status()) {
            case Answer.BROKEN -> "This is a defect of the sink or of its client.";
            case 400 -> "It does not say why as a store would: is this the address of one, and is it http or https?";
            case 401 ->
                "It does not know the token (" + settings.http().secret()
                        + "): put a valid one there, and restart the job.";
            case 403 ->
                "The token (" + settings.http().secret() + ") has no permission to write to " + where
                        + ": grant it, or use another token.";
            case 404 ->
                "It has no " + where + ", or no /api/v2/write at this address: create the bucket, or correct the names"
                        + " or the address.";
            default ->
                answer.status() >= 300 && answer.status() < 400
                        ? "Redirections are not followed: use the address it redirects to."
                        : "A store does not answer so: is this the address of one?";
        };
    }
}
