package io.parkpulse.replay;

import java.util.concurrent.CompletableFuture;

/**
 * Holds the readers of a {@link GatedSource} back until a checkpoint is complete that was taken while they were held, so
 * that whatever happens next happens behind a checkpoint in the middle of the recording, however fast the job is.
 */
final class Gate {
    private static volatile Gate current;

    private final int polls;
    private final int failures;
    private final CompletableFuture<Void> held = new CompletableFuture<>();

    private CompletableFuture<Void> opens = CompletableFuture.completedFuture(null);
    private int passed;
    private int failed;
    private int restored;
    private long checkpoint = Long.MAX_VALUE;

    private Gate(int polls, int failures) {
        this.polls = polls;
        this.failures = failures;
    }

    /**
     * Closes again and again after so many polls, and each time lets a reader fail a few polls after it has opened.
     *
     * @param failures how often
     */
    static Gate failing(int polls, int failures) {
        current = new Gate(polls, failures);
        return current;
    }

    /** Closes after so many polls and stays closed. */
    static Gate holding(int polls) {
        current = new Gate(polls, 0);
        return current;
    }

    /** Never closes. */
    static Gate open() {
        return failing(Integer.MAX_VALUE, 0);
    }

    static Gate current() {
        return current;
    }

    synchronized boolean isOpen() {
        return opens.isDone();
    }

    synchronized CompletableFuture<Void> opens() {
        return opens;
    }

    synchronized void passed() {
        passed++;
        if (failed < failures && passed == polls + polls / 2) {
            failed++;
            passed = 0;
            throw new IllegalStateException("failure " + failed + " of the test");
        }
        if (passed == polls && (failed < failures || failures == 0)) {
            opens = new CompletableFuture<>();
            checkpoint = Long.MAX_VALUE;
        }
    }

    synchronized void snapshot(long id) {
        if (!opens.isDone() && checkpoint == Long.MAX_VALUE) {
            checkpoint = id;
        }
    }

    void complete(long id) {
        CompletableFuture<Void> next;
        synchronized (this) {
            if (opens.isDone() || id < checkpoint) {
                return;
            }
            next = failures > 0 ? opens : held;
        }
        next.complete(null);
    }

    /** Completes when the gate is closed and a checkpoint taken since is complete. */
    CompletableFuture<Void> held() {
        return held;
    }

    synchronized void restored() {
        restored++;
    }

    synchronized int failures() {
        return failed;
    }

    /** How many readers were given what they had at a checkpoint or savepoint. */
    synchronized int restores() {
        return restored;
    }
}
