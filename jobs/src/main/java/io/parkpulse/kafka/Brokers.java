package io.parkpulse.kafka;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** Talks with brokers; failures become {@link IOException}s that name the brokers. */
final class Brokers {
    private static final int ANSWER_MILLIS = 30_000;

    private Brokers() {}

    static Admin admin(KafkaSettings settings) throws IOException {
        try {
            return Admin.create(settings.with(Map.of(
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS)));
        } catch (KafkaException e) {
            throw failure(settings, e);
        }
    }

    /** Waits for an answer. The cause of the exception is what the brokers said. */
    static <T> T answer(KafkaSettings settings, Future<T> asked) throws IOException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw failure(settings, e.getCause());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    static IOException failure(KafkaSettings settings, Throwable cause) {
        Throwable said = cause;
        while (said.getCause() instanceof KafkaException) { // "failed to create client" and the like around it
            said = said.getCause();
        }
        String what = said instanceof TimeoutException ? "does not answer in time" : "fails";
        return new IOException("Kafka at " + settings.bootstrapServers() + " " + what + ": " + said.getMessage(), said);
    }

    /** Between two looks at something that takes its time. */
    static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }
}
