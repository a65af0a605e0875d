package io.parkpulse.replay;

/** Hears how far a replay has come. */
public interface ReplayProgress {
    /** How often progress is reported. */
    long INTERVAL_MILLIS = 200;

    /** What a replay is doing. */
    enum Phase {
        /** Looking over the files, counted in bytes. */
        SURVEY,
        /** Sorting a recording that is far out of order, counted in bytes. */
        SORT,
        /** Running the job, counted in records. */
        JOB,
        /** Writing the files. */
        WRITE
    }

    /** A phase begins, and the one before it is done. */
    void begin(Phase phase, long size);

    /** The current phase has come this far. */
    void at(long position);

    /** All is done. */
    void end();
}
