package io.parkpulse.simulator;

import io.parkpulse.model.Park;
import io.parkpulse.model.Stream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** Recordings of seed parks. */
public final class SeedRecording {
    private static final long SEED = 1;
    private static final double TWICE = 0.02;

    private SeedRecording() {}

    /**
     * Writes one in which all goes well.
     *
     * @param days up to and including the last day of the scenario
     * @param parks their ids; none for all of them
     * @param directory made by this
     */
    public static Path undisturbed(int days, Set<String> parks, Path directory) throws IOException {
        return simulate(days, parks, Integer.MAX_VALUE, false, directory);
    }

    private static Path simulate(int days, Set<String> parks, int premises, boolean mess, Path directory)
            throws IOException {
        Scenario all = Scenarios.named("seed-parks", SEED, OptionalInt.of(days), OptionalInt.empty());
        Files.createDirectories(directory);
        new Simulation(new Some(all, parks, premises), SEED, mess).writeTo(directory, (lines, expected) -> {});
        return directory;
    }

    /**
     * Writes one as senders and networks really are: registers that fail, broken lines, lines twice.
     *
     * @param days up to and including the last day of the scenario
     * @param parks their ids; none for all of them
     * @param premises at most so many of each park, the first ones
     * @param directory made by this
     */
    public static Path write(int days, Set<String> parks, int premises, Path directory) throws IOException {
        simulate(days, parks, premises, true, directory);
        Random random = new Random(SEED);
        for (Stream stream : Stream.values()) {
            Path file = directory.resolve(stream.fileName());
            StringBuilder twice = new StringBuilder();
            // Some lines are no text.
            for (String line :
                    Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")) {
                if (random.nextDouble() < TWICE) {
                    twice.append(line).append('\n');
                }
            }
            Files.writeString(file, twice, StandardCharsets.ISO_8859_1, StandardOpenOption.APPEND);
        }
        return directory;
    }

    /**
     * Some parks of a scenario, with some of their premises.
     *
     * @param ids of the parks; none for all of them
     * @param most premises of each park
     */
    private record Some(Scenario all, Set<String> ids, int most) implements Scenario {
        @Override
        public SimulatedDays days() {
            return all.days();
        }

        @Override
        public List<Park> parks() {
            return all.parks().stream().filter(park -> isAsked(park.id())).toList();
        }

        private boolean isAsked(String park) {
            return ids.isEmpty() || ids.contains(park);
        }

        @Override
        public void premises(Consumer<Premises> consumer) {
            Map<String, Integer> taken = new HashMap<>();
            all.premises(premises -> {
                String park = premises.occupants().get(0).row().park();
                if (isAsked(park) && taken.merge(park, 1, Integer::sum) <= most) {
                    consumer.accept(premises);
                }
            });
        }
    }
}
