package io.parkpulse.simulator;

import java.util.List;
import java.util.OptionalInt;

/** The scenarios by name. */
public final class Scenarios {

    /** All names, the default first. */
    public static final List<String> NAMES = List.of(SeedParks.NAME, Province.NAME, Tiny.NAME);

    private Scenarios() {}

    /**
     * A scenario.
     *
     * @param name one of {@link #NAMES}
     * @param days how many days; absent for the scenario's usual number
     * @param enterprises how many enterprises; absent for the scenario's usual number
     * @throws IllegalArgumentException if there is no such scenario, or it has no such choice; the message is for users
     */
    public static Scenario named(String name, long seed, OptionalInt days, OptionalInt enterprises) {
        require(
                enterprises.isEmpty() || name.equals(Province.NAME),
                "--enterprises can be chosen for the scenario " + Province.NAME + " only");
        require(
                days.isEmpty() || days.getAsInt() >= 1 && days.getAsInt() <= SimulatedDays.MOST,
                "--days must be 1 to " + SimulatedDays.MOST);
        return switch (name) {
            case SeedParks.NAME -> new SeedParks(seed, days.orElse(SeedParks.USUAL_DAYS));
            case Province.NAME -> {
                int count = enterprises.orElse(Province.ENTERPRISES);
                require(
                        count >= Province.FEWEST && count <= Province.MOST,
                        "--enterprises must be " + Province.FEWEST + " to " + Province.MOST);
                yield new Province(seed, days.orElse(1), count);
            }
            case Tiny.NAME -> {
                require(
                        days.orElse(Tiny.DAYS) == Tiny.DAYS,
                        "the scenario " + Tiny.NAME + " has " + Tiny.DAYS + " days, see docs/tutorial.md");
                yield new Tiny();
            }
            default ->
                throw new IllegalArgumentException(
                        "there is no scenario " + name + ", only " + String.join(", ", NAMES));
        };
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
