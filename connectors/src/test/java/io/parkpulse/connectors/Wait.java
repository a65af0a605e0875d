package io.parkpulse.connectors;

import java.util.concurrent.TimeUnit;

/** Between two looks at whether something has come true. */
public final class Wait {
    private Wait() {}

    /** Lets those work who are waited for; a loop without it would take a processor from them. */
    public static void aMoment() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(2);
    }
}
