package io.parkpulse.output;

import java.util.List;

/** The names of what a replay writes. */
public final class ReplayFiles {
    /** The trailing windows. */
    public static final String INDICES = "indices.jsonl";
    /** The local days. */
    public static final String DAILY = "daily.jsonl";
    /** What each day is made of. */
    public static final String ENTERPRISES = "enterprises.jsonl";
    /** The records that could not be applied. */
    public static final String DEAD_LETTERS = "dead-letters.jsonl";
    /** The alerts. */
    public static final String ALERTS = "alerts.jsonl";
    /** What became of all records. */
    public static final String RUN = "run.json";
    /** The directory with the registry it was computed with. */
    public static final String REGISTRY = "registry";

    /** All of them, in the order in which they are introduced. */
    public static final List<String> ALL = List.of(DAILY, ENTERPRISES, INDICES, ALERTS, DEAD_LETTERS, RUN, REGISTRY);

    /** Those that a live run writes too. */
    public static final List<String> TOLD = List.of(DAILY, ENTERPRISES, INDICES, ALERTS, DEAD_LETTERS);

    private ReplayFiles() {}
}
