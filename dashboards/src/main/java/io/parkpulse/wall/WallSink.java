package io.parkpulse.wall;

/** Takes what a {@link WallFeed} gives. */
public interface WallSink {

    /**
     * A message. One that cannot be read is counted and shown on the page, and changes nothing else.
     *
     * @param key its identity; a later message of the same key replaces it
     * @param value one JSON object; null if what the key stood for is no more
     */
    void put(WallTopic topic, String key, String value);

    /** All that there was when the feed began has been given. */
    void caughtUp();

    /** The feed goes on, but something keeps it from being complete; null when nothing does any more. */
    void hindered(String why);
}
