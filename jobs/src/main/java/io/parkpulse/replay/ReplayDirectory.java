package io.parkpulse.replay;

import io.parkpulse.catalogue.OutputTables;
import io.parkpulse.files.OwnOutput;
import io.parkpulse.output.ReplayFiles;
import io.parkpulse.registry.RegistryReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The directory that a replay writes. */
public final class ReplayDirectory {
    /** How a directory is known that a replay wrote, as fast as it goes or live. */
    public static final OwnOutput OWN = new OwnOutput(
            "replay",
            List.of(ReplayFiles.RUN, ReplayFiles.INDICES),
            Stream.concat(
                            Stream.concat(
                                    ReplayFiles.ALL.stream().filter(name -> !name.equals(ReplayFiles.REGISTRY)),
                                    OutputTables.files().stream()),
                            Stream.concat(RegistryReader.FILES.stream(), Stream.of(RegistryReader.RULES))
                                    .map(name -> ReplayFiles.REGISTRY + "/" + name))
                    .collect(Collectors.toSet()));

    private ReplayDirectory() {}
}
