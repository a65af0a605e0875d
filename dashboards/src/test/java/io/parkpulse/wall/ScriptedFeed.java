package io.parkpulse.wall;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Gives what a test sets. Fails, once, where the test says so. */
final class ScriptedFeed implements WallFeed {
    private final BlockingQueue<Consumer<WallSink>> script = new LinkedBlockingQueue<>();

    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure(String why) {
            super(why);
        }
    }

    @Override
    public void follow(WallSink sink) throws IOException, InterruptedException {
        try {
            while (true) {
                script.take().accept(sink);
            }
        } catch (Failure e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    ScriptedFeed put(WallTopic topic, String key, String value) {
        script.add(sink -> sink.put(topic, key, value));
        return this;
    }

    ScriptedFeed window(String scope, Instant end, Lines.Body figures) {
        return put(WallTopic.INDICES, scope + "|" + end, Lines.window(scope, end, figures));
    }

    ScriptedFeed day(String scope, String day, Lines.Body figures) {
        return put(WallTopic.DAILY, scope + "|" + day, Lines.day(scope, day, "final", 0, figures));
    }

    ScriptedFeed park(String id, String name, String region, String opensOn) {
        return put(WallTopic.REGISTRY, "park/" + id, Lines.park(id, name, region, opensOn));
    }

    ScriptedFeed method(String id) {
        return put(WallTopic.REGISTRY, "method/" + id, Lines.method());
    }

    ScriptedFeed enterprise(String id, String park, String name) {
        return put(WallTopic.REGISTRY, "enterprise/" + id + "/", Lines.enterpriseRow(id, park, name));
    }

    ScriptedFeed enterpriseDay(String day, String park, String id, long coveredMs, long energyWh, boolean atWork) {
        return put(WallTopic.ENTERPRISES, day + "|" + id, Lines.enterprise(day, park, id, coveredMs, energyWh, atWork));
    }

    ScriptedFeed caughtUp() {
        script.add(WallSink::caughtUp);
        return this;
    }

    ScriptedFeed fail(String why) {
        script.add(sink -> {
            throw new Failure(why);
        });
        return this;
    }
}
