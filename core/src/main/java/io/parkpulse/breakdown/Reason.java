package io.parkpulse.breakdown;

/**
 * Why an enterprise counts in a figure, or does not, in words.
 *
 * @param kind the same for all enterprises of which the same holds
 * @param detail what is the enterprise's own; may be empty
 */
public record Reason(String kind, String detail) {}
