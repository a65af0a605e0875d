package io.parkpulse.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;

/** Waits for brokers that do not answer yet, and reports it, so that a job can be started before Kafka. */
public final class WhenReachable {
    private static final Duration ASKED_EACH = Duration.ofSeconds(10);

    private WhenReachable() {}

    /** Work that needs Kafka. */
    @FunctionalInterface
    public interface Work<T> {
        T with(KafkaSettings settings) throws IOException;
    }

    /**
     * Does something as soon as the brokers answer, again if they go away meanwhile.
     *
     * @param said receives a message for people, every ten seconds or so while it waits, and when that is over
     * @throws IOException if the brokers answer that it cannot be done: that the password is wrong, for instance
     */
    public static <T> T call(KafkaSettings settings, Consumer<String> said, Work<T> work) throws IOException {
        return call(settings, said, work, ASKED_EACH);
    }

    static <T> T call(KafkaSettings settings, Consumer<String> said, Work<T> work, Duration askedEach)
            throws IOException {
        long start = System.nanoTime();
        boolean waited = false;
        while (true) {
            long asked = System.nanoTime();
            try {
                ask(settings, askedEach);
                if (waited) {
                    said.accept("Kafka at " + settings.bootstrapServers() + " answers, after " + seconds(start) + " s");
                }
                return work.with(settings);
            } catch (IOException e) {
                if (!mayPass(e.getCause())) {
                    throw e;
                }
                waited = true;
                rest(askedEach.toNanos() - (System.nanoTime() - asked));
                said.accept("Kafka at " + settings.bootstrapServers() + " does not answer ("
                        + e.getCause().getMessage() + "); waiting for it, " + seconds(start) + " s by now");
            }
        }
    }

    private static void ask(KafkaSettings settings, Duration patience) throws IOException {
        try (Admin admin = Brokers.admin(settings)) {
            admin.describeCluster().nodes().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw Brokers.failure(settings, e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(
                    "Kafka at " + settings.bootstrapServers() + " does not answer",
                    new org.apache.kafka.common.errors.TimeoutException(
                            "no connection within " + patience.toSeconds() + " s", e));
        } catch (InterruptedException e) {
            throw Brokers.interrupted();
        }
    }

    /** Whether waiting can help: no broker answers, or no such host exists yet, as in containers that are starting. */
    private static boolean mayPass(Throwable cause) {
        return cause instanceof RetriableException
                || cause instanceof KafkaException
                        && cause.getMessage() != null
                        && cause.getMessage().contains("No resolvable bootstrap urls");
    }

    private static void rest(long nanos) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(Math.max(0, nanos));
        } catch (InterruptedException e) {
            throw Brokers.interrupted();
        }
    }

    private static long seconds(long start) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }
}
