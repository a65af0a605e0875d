package io.parkpulse.files;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is to be done when this process ends, by itself or because it is asked to: one thing after the other, what was
 * registered last first. (Hooks of {@link Runtime} run all at once.)
 */
public final class AtExit implements AutoCloseable {
    private static final Deque<AtExit> REGISTERED = new ArrayDeque<>();

    private final Runnable action;

    private AtExit(Runnable action) {
        this.action = action;
    }

    /** Registers something; {@link #close} takes it back. */
    public static AtExit run(Runnable action) {
        AtExit registered = new AtExit(action);
        synchronized (REGISTERED) {
            if (REGISTERED.isEmpty()) {
                Hook.install();
            }
            REGISTERED.push(registered);
        }
        return registered;
    }

    /** Nothing is to be done any more. */
    @Override
    public void close() {
        synchronized (REGISTERED) {
            REGISTERED.remove(this);
        }
    }

    /**
     * Whether this process is about to end. What fails from then on may fail because directories and threads go, and says
     * nothing about the work.
     */
    public static boolean hasBegun() {
        Thread probe = new Thread(() -> {}, "probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            return !Runtime.getRuntime().removeShutdownHook(probe);
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private static void runAll() {
        while (true) {
            AtExit next;
            synchronized (REGISTERED) {
                next = REGISTERED.poll();
            }
            if (next == null) {
                return;
            }
            try {
                next.action.run();
            } catch (RuntimeException | Error e) {
                // The others have their turn all the same, and memory may be what is short.
            }
        }
    }

    /** One for all, installed with the first of them. */
    private static final class Hook {
        static {
            try {
                Runtime.getRuntime().addShutdownHook(new Thread(AtExit::runAll, "at exit"));
            } catch (IllegalStateException e) {
                // The process is ending already; the next one clears what is left.
            }
        }

        static void install() {
            // by being loaded
        }
    }
}
