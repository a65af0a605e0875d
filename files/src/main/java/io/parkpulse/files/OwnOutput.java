package io.parkpulse.files;

import io.parkpulse.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How a command knows a directory that an earlier run of it wrote: it holds one of the files that show it, and nothing but
 * what the command writes.
 *
 * @param writer what is said to have written it: {@code replay}
 * @param signs one of these files is in each
 * @param files all files that may be in one, by their paths in it with slashes
 */
public record OwnOutput(String writer, List<String> signs, Set<String> files) {
    private static final int SHOWN = 3;

    public OwnOutput {
        signs = List.copyOf(signs);
        files = Set.copyOf(files);
    }

    /**
     * Why a directory must not be replaced; null if it may, as an empty one may.
     *
     * @throws IOException if it cannot be looked into
     */
    Message objection(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return Message.of("output.no_directory");
        }
        Set<String> found = new TreeSet<>();
        List<String> others = new ArrayList<>();
        try (Stream<Path> entries = Files.walk(directory)) {
            for (Path entry : entries.sorted().toList()) {
                String name = directory.relativize(entry).toString().replace('\\', '/');
                found.add(name);
                boolean isDirectory = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
                boolean own = isDirectory
                        ? name.isEmpty() || files.stream().anyMatch(file -> file.startsWith(name + "/"))
                        : files.contains(name);
                // Of a directory that is another's, all is.
                if (!own && others.stream().noneMatch(other -> other.endsWith("/") && name.startsWith(other))) {
                    others.add(isDirectory ? name + "/" : name);
                }
            }
        }
        if (!others.isEmpty()) {
            String some = String.join(", ", others.subList(0, Math.min(SHOWN, others.size())));
            return Message.of(
                    "output.others",
                    "writer",
                    writer,
                    "files",
                    others.size() > SHOWN
                            ? Message.of("output.and_more", "files", some, "n", others.size() - SHOWN)
                            : some);
        }
        return found.size() == 1 || signs.stream().anyMatch(found::contains)
                ? null
                : Message.of(
                        "output.not_own",
                        "writer",
                        writer,
                        "signs",
                        Message.joined(
                                "usage.or", signs.stream().map(Message::asIs).toList()));
    }
}
