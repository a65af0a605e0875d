package io.parkpulse.wall;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * Those who follow. Each is sent what is new to them, at most four times a second, and the time once a second; each has a
 * thread, so one that is slow holds up nobody and is sent less.
 */
final class Viewers {
    private static final int MOST = 96;
    private static final long PAUSE_MILLIS = 250;
    private static final long CLOCK_MILLIS = 1_000;

    private final PublishedState facts;
    private final Clock clock;
    private final Semaphore places = new Semaphore(MOST);

    Viewers(PublishedState facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * Sends news until the viewer leaves or the server stops.
     *
     * @param id up to where it has seen everything; null for nothing
     * @param room what it looks at beside the city; empty for nothing
     * @return whether there was a place
     */
    boolean follow(Exchange request, String id, String room, boolean gzip) throws IOException, InterruptedException {
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            request.set("Content-Type", "text/event-stream; charset=utf-8")
                    .set("Cache-Control", "no-store")
                    .set("X-Accel-Buffering", "no"); // proxies hold streams back
            if (gzip) {
                request.set("Content-Encoding", "gzip");
            }
            try (OutputStream plain = request.stream();
                    OutputStream body = gzip ? new GZIPOutputStream(plain, true) : plain) {
                send(body, "retry: 1000\n\n");
                send(body, id, room);
            }
            return true;
        } finally {
            places.release();
        }
    }

    private void send(OutputStream body, String id, String room) throws IOException, InterruptedException {
        String seen = id;
        long clockSent = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(CLOCK_MILLIS);
        while (!facts.isClosed()) {
            PublishedState.News news = facts.since(seen, room);
            if (!news.facts().isEmpty() || !news.id().equals(seen)) {
                seen = news.id();
                send(
                        body,
                        "id: " + seen + "\nevent: " + (news.whole() ? "whole" : "news") + "\ndata: "
                                + json(news.facts()) + "\n\n");
            }
            if (System.nanoTime() - clockSent >= TimeUnit.MILLISECONDS.toNanos(CLOCK_MILLIS)) {
                clockSent = System.nanoTime();
                send(body, "event: clock\ndata: " + clock.millis() + "\n\n");
            }
            facts.await(seen, CLOCK_MILLIS);
            Thread.sleep(PAUSE_MILLIS); // what comes in a burst goes out at once
        }
    }

    private static void send(OutputStream body, String text) throws IOException {
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
}
