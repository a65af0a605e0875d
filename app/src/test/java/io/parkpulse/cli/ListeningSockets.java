package io.parkpulse.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process listens on, as Linux shows it in {@code /proc}: by TCP, and by UDP where it is bound without a peer. */
final class ListeningSockets {
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
    private static final String TCP_LISTENS = "0A";
    private static final String UDP_UNCONNECTED = "07";

    private ListeningSockets() {}

    /** Whether this system shows it. */
    static boolean canBeSeen() {
        return Files.isReadable(Path.of("/proc/self/net/tcp")) && Files.isDirectory(Path.of("/proc/self/fd"));
    }

    /** Addresses and ports; empty if the process has ended. */
    static List<InetSocketAddress> of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        List<InetSocketAddress> found = new ArrayList<>();
        try {
            Set<String> own = inodes(process.resolve("fd"));
            for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
                Path file = process.resolve("net").resolve(table);
                if (Files.exists(file)) {
                    String state = table.startsWith("tcp") ? TCP_LISTENS : UDP_UNCONNECTED;
                    List<String> lines = Files.readAllLines(file);
                    for (String line : lines.subList(1, lines.size())) {
                        String[] columns = line.strip().split("\\s+");
                        if (columns[3].equals(state) && own.contains(columns[9])) {
                            found.add(address(columns[1]));
                        }
                    }
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return found;
    }

    private static Set<String> inodes(Path descriptors) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : all) {
                try {
                    Matcher socket =
                            SOCKET.matcher(Files.readSymbolicLink(descriptor).toString());
                    if (socket.matches()) {
                        inodes.add(socket.group(1));
                    }
                } catch (NoSuchFileException e) {
                    // Closed since.
                }
            }
        }
        return inodes;
    }

    /** Of hexadecimal digits, the four bytes of each word the last first; an IPv4 address in IPv6 becomes an IPv4 one. */
    private static InetSocketAddress address(String written) throws IOException {
        String[] parts = written.split(":");
        byte[] bytes = HexFormat.of().parseHex(parts[0]);
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = bytes[i / 4 * 4 + 3 - i % 4];
        }
        return new InetSocketAddress(InetAddress.getByAddress(address), Integer.parseInt(parts[1], 16));
    }
}
