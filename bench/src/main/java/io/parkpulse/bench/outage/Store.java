package io.parkpulse.bench.outage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.zip.GZIPInputStream;

/** Takes the write API of InfluxDB, keeps the last version of each point that was written, and can be away. */
final class Store implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
        Thread thread = new Thread(runnable, "store");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong lines = new AtomicLong();
    private final AtomicLongArray latest = new AtomicLongArray(Version.POINTS);
    private volatile State state = State.WRITES;
    private volatile CountDownLatch changed = new CountDownLatch(1);
    private final HttpServer server;

    /** What it does with requests. */
    enum State {
        WRITES,
        /** Is there and says 503. */
        UNAVAILABLE,
        /** Takes requests and says nothing. */
        HANGS,
        /** Ends connections without a word. */
        BREAKS
    }

    Store() throws IOException {
        for (int point = 0; point < Version.POINTS; point++) {
            latest.set(point, -1);
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Requests that have come. */
    long requests() {
        return requests.get();
    }

    /** Lines that were written, those written again among them. */
    long lines() {
        return lines.get();
    }

    /** How many points are not there, of so many versions that were told. */
    long missing(long versions) {
        return versionsOf(versions, false);
    }

    /** How many points stand with another version than the latest that was told. */
    long outdated(long versions) {
        return versionsOf(versions, true);
    }

    private long versionsOf(long versions, boolean there) {
        long count = 0;
        for (int point = 0; point < Math.min(versions, Version.POINTS); point++) {
            long told = versions - 1 - Math.floorMod(versions - 1 - point, Version.POINTS);
            long stands = latest.get(point);
            if (there ? stands >= 0 && stands != told : stands < 0) {
                count++;
            }
        }
        return count;
    }

    void become(State next) {
        state = next;
        CountDownLatch held = changed;
        changed = new CountDownLatch(1);
        held.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        CountDownLatch change = changed;
        State now = state;
        requests.incrementAndGet();
        try (exchange) {
            if (now == State.WRITES) {
                write(exchange);
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            exchange.getRequestBody().readAllBytes();
            if (now == State.HANGS) {
                change.await();
            }
            if (now != State.BREAKS) {
                exchange.sendResponseHeaders(503, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(HttpExchange exchange) throws IOException {
        long[] versions = new long[1024];
        int count = 0;
        try (BufferedReader body = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(exchange.getRequestBody()), StandardCharsets.UTF_8))) {
            for (String line = body.readLine(); line != null; line = body.readLine()) {
                versions = count < versions.length ? versions : Arrays.copyOf(versions, 2 * count);
                versions[count++] = Version.of(line);
            }
        }
        for (int i = 0; i < count; i++) {
            latest.set(Version.point(versions[i]), versions[i]);
        }
        lines.addAndGet(count);
    }

    @Override
    public void close() {
        changed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
