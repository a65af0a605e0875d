package io.parkpulse.oracle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A recording with the same lines in another order. */
public final class Shuffle {
    private Shuffle() {}

    /** Copies a recording, its registry as it is, the lines of each stream in an order that the seed decides. */
    public static void lines(Path recording, long seed, Path to) throws IOException {
        Files.createDirectories(to);
        List<Path> files;
        try (java.util.stream.Stream<Path> listed = Files.list(recording)) {
            files = listed.sorted().toList();
        }
        Random random = new Random(seed);
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            boolean stream = file.getFileName().toString().endsWith(".jsonl");
            Files.write(to.resolve(file.getFileName()), stream ? shuffled(bytes, random) : bytes);
        }
    }

    private static byte[] shuffled(byte[] bytes, Random random) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length ? start < i : bytes[i] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        Collections.shuffle(lines, random);
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            result.writeBytes(line);
            result.write('\n');
        }
        return result.toByteArray();
    }
}
