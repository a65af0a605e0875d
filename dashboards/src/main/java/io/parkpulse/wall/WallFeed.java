package io.parkpulse.wall;

import java.io.IOException;

/** Where the wall's figures come from. */
public interface WallFeed {

    /**
     * Gives all there is, then what comes. Runs in a thread of its own until that is interrupted. A feed that fails is
     * started anew a little later, from the beginning; what comes twice changes nothing.
     *
     * @throws IOException if it cannot go on; the message is shown on the page
     */
    void follow(WallSink sink) throws IOException, InterruptedException;
}
