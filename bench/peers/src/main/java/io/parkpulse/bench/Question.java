package io.parkpulse.bench;

import java.time.Duration;

/** What the programs are asked of every park: its work rate and its output rate over windows of one kind. */
enum Question {
    /** Each local day. */
    DAYS("a", "daily ", Duration.ofDays(1), 1),
    /** The 24 hours before each full hour. */
    HOURS("b", FigureFile.TRAILING, Duration.ofHours(1), 24),
    /** The 24 hours before each step of five minutes. */
    STEPS("c", FigureFile.TRAILING, Duration.ofMinutes(5), 288);

    private final String letter;
    private final String keys;
    private final Duration slot;
    private final int slots;

    Question(String letter, String keys, Duration slot, int slots) {
        this.letter = letter;
        this.keys = keys;
        this.slot = slot;
        this.slots = slots;
    }

    /** What the bench calls it. */
    String letter() {
        return letter;
    }

    /** What the keys of its answers begin with in a {@link FigureFile}. */
    String keys() {
        return keys;
    }

    /** From one end of a window to the next; no window cuts one. */
    Duration slot() {
        return slot;
    }

    /** How many of them a window has. */
    int slots() {
        return slots;
    }
}
