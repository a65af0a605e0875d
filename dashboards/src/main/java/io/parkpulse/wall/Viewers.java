package io.parkpulse.wall;

import com.sun.net.httpserver.HttpExchange;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * Those who follow. Each is sent what is new to them, at most four times a second, and the time once a second; each has a
 * thread, so one that is slow holds up nobody and is sent less.
 */
final class Viewers implements Closeable {
    private static final int MOST = 96;
    private static final long PAUSE_MILLIS = 250;
    private static final long CLOCK_MILLIS = 1_000;
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_SECONDS = 5;

    private final Facts facts;
    private final Clock clock;
    private final Semaphore places = new Semaphore(MOST);
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService lookout = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "wall-lookout");
        thread.setDaemon(true);
        return thread;
    });

    Viewers(Facts facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
        lookout.scheduleWithFixedDelay(this::dismissStuck, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void dismissStuck() {
        viewers.forEach(viewer -> {
            if (System.nanoTime() - viewer.lastSent > STUCK_NANOS) {
                viewer.request.close(); // its thread's write then fails
            }
        });
    }

    private static final class Viewer {
        private final HttpExchange request;
        private volatile long lastSent = System.nanoTime();

        Viewer(HttpExchange request) {
            this.request = request;
        }
    }

    /**
     * Sends news until the viewer leaves or the server stops.
     *
     * @param id up to where it has seen everything; null for nothing
     * @param park whose inside it looks at; empty for none
     * @return whether there was a place
     */
    boolean follow(HttpExchange request, String id, String park, boolean gzip)
            throws IOException, InterruptedException {
        if (!places.tryAcquire()) {
            return false;
        }
        Viewer viewer = new Viewer(request);
        viewers.add(viewer);
        try {
            request.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            request.getResponseHeaders().set("Cache-Control", "no-store");
            request.getResponseHeaders().set("X-Accel-Buffering", "no"); // proxies hold streams back
            if (gzip) {
                request.getResponseHeaders().set("Content-Encoding", "gzip");
            }
            request.sendResponseHeaders(200, 0);
            try (OutputStream body =
                    gzip ? new GZIPOutputStream(request.getResponseBody(), true) : request.getResponseBody()) {
                send(viewer, body, "retry: 1000\n\n");
                tell(viewer, body, id, park);
            }
            return true;
        } finally {
            viewers.remove(viewer);
            places.release();
        }
    }

    private void tell(Viewer viewer, OutputStream body, String id, String park)
            throws IOException, InterruptedException {
        String seen = id;
        long clockSent = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(CLOCK_MILLIS);
        while (!facts.isClosed()) {
            Facts.News news = facts.since(seen, park);
            if (!news.facts().isEmpty() || !news.id().equals(seen)) {
                seen = news.id();
                send(
                        viewer,
                        body,
                        "id: " + seen + "\nevent: " + (news.whole() ? "whole" : "news") + "\ndata: "
                                + json(news.facts()) + "\n\n");
            }
            if (System.nanoTime() - clockSent >= TimeUnit.MILLISECONDS.toNanos(CLOCK_MILLIS)) {
                clockSent = System.nanoTime();
                send(viewer, body, "event: clock\ndata: " + clock.millis() + "\n\n");
            }
            facts.await(seen, CLOCK_MILLIS);
            Thread.sleep(PAUSE_MILLIS); // what comes in a burst goes out at once
        }
    }

    private static void send(Viewer viewer, OutputStream body, String text) throws IOException {
        viewer.lastSent = System.nanoTime();
        body.write(text.getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    /** An object of facts, on one line: a line feed in JSON is white space, and would end the event. */
    static String json(Map<String, String> facts) {
        StringBuilder text = new StringBuilder("{");
        facts.forEach((key, value) -> {
            if (text.length() > 1) {
                text.append(',');
            }
            text.append(WallModel.JSON.getNodeFactory().textNode(key))
                    .append(':')
                    .append(value);
        });
        text.append('}');
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                text.setCharAt(i, ' ');
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        lookout.shutdownNow();
        viewers.forEach(viewer -> viewer.request.close());
    }
}
