package io.parkpulse.bench.outage;

/**
 * What is written: each element is the next version of one of 10,000 points, by turns, and a line of 100 bytes. So it can be
 * told whether each point is there, and whether it is the latest version of it that stands.
 */
final class Version {
    static final int POINTS = 10_000;
    static final int BYTES = 100;

    /** Fills lines up. */
    static final String PADDING = "x".repeat(52);

    private Version() {}

    static int point(long version) {
        return (int) (version % POINTS);
    }

    /** A line of about {@link #BYTES}: where its point stands, its version is a field. */
    static String line(long version) {
        return "outage,point=" + point(version) + " v=" + version + "i,p=\"" + PADDING + "\" 1";
    }

    /** The version in a line. */
    static long of(String line) {
        int start = line.indexOf("v=") + 2;
        return Long.parseLong(line, start, line.indexOf('i', start), 10);
    }
}
