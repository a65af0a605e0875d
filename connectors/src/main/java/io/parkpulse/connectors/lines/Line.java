package io.parkpulse.connectors.lines;

/** Placeholder. */
final class Line {
    private Line() {}
}
