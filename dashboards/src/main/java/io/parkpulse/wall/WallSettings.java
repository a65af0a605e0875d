package io.parkpulse.wall;

import io.parkpulse.alerts.WorkCalendar;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;

/**
 * How a wall is served.
 *
 * @param address where it listens
 * @param port which port; 0, and one that is taken, for any free one
 * @param token what a viewer must know; null for a wall open to all who reach it, which only a loopback address may be
 * @param clock what time it is in the parks; its zone means nothing
 * @param ageLimit a figure older than this is shown as stale
 * @param run {@code live}, or the name of a replay, as it is shown
 * @param calendar which days are alike, and so compared
 */
public record WallSettings(
        InetAddress address,
        int port,
        String token,
        Clock clock,
        Duration ageLimit,
        String run,
        WorkCalendar calendar) {
    /** The port of {@link #defaults()}. */
    public static final int DEFAULT_PORT = 8600;
    /** The age limit of {@link #defaults()}: three steps. */
    public static final Duration DEFAULT_AGE_LIMIT = Duration.ofMinutes(15);

    private static final int GREATEST_PORT = 65_535;
    private static final int SHORTEST_TOKEN = 12;

    /**
     * @throws IllegalArgumentException if an address that is not loopback has no token, or a token is shorter than 12
     *     characters
     */
    public WallSettings {
        if (port < 0 || port > GREATEST_PORT) {
            throw new IllegalArgumentException("port " + port + ": expected 0 to " + GREATEST_PORT);
        }
        if (token == null && !address.isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "address " + address.getHostAddress() + " can be reached from other machines: expected a token");
        }
        if (token != null && token.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException("token: expected at least " + SHORTEST_TOKEN + " characters");
        }
        if (ageLimit.isNegative() || ageLimit.isZero()) {
            throw new IllegalArgumentException("age limit " + ageLimit + ": expected more than none");
        }
    }

    /**
     * For viewers on this machine: loopback, {@link #DEFAULT_PORT}, no token, the system's clock, run {@code live},
     * working days from Monday to Friday.
     */
    public static WallSettings defaults() {
        return new WallSettings(
                InetAddress.getLoopbackAddress(),
                DEFAULT_PORT,
                null,
                Clock.systemUTC(),
                DEFAULT_AGE_LIMIT,
                "live",
                WorkCalendar.WEEKDAYS);
    }

    /** For viewers on any machine that reaches this address. */
    public WallSettings at(InetAddress newAddress, String newToken) {
        return new WallSettings(newAddress, port, newToken, clock, ageLimit, run, calendar);
    }

    public WallSettings withPort(int newPort) {
        return new WallSettings(address, newPort, token, clock, ageLimit, run, calendar);
    }

    public WallSettings withClock(Clock newClock) {
        return new WallSettings(address, port, token, newClock, ageLimit, run, calendar);
    }

    public WallSettings withAgeLimit(Duration newAgeLimit) {
        return new WallSettings(address, port, token, clock, newAgeLimit, run, calendar);
    }

    public WallSettings withRun(String newRun) {
        return new WallSettings(address, port, token, clock, ageLimit, newRun, calendar);
    }

    public WallSettings withCalendar(WorkCalendar newCalendar) {
        return new WallSettings(address, port, token, clock, ageLimit, run, newCalendar);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "WallSettings[address=" + address.getHostAddress() + ", port=" + port + ", token="
                + (token == null ? "none" : "set") + ", ageLimit=" + ageLimit + ", run=" + run + "]";
    }
}
