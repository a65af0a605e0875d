package io.parkpulse.connectors.http;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a request to a server on a loopback address was made for it. A browser on this machine reaches that server for any
 * page: under a name which that page made point here, or from there with its own name as origin.
 */
public final class LocalRequest {
    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]|\\[0:0:0:0:0:0:0:1])(:\\d+)?");

    private LocalRequest() {}

    /**
     * @param hosts values of the header {@code Host}: exactly one is expected, a name of this machine
     * @param origins values of the header {@code Origin}: none is expected, or the server's own
     */
    public static boolean isOwn(List<String> hosts, List<String> origins) {
        if (hosts.size() != 1) {
            return false;
        }
        String host = hosts.get(0).toLowerCase(Locale.ROOT);
        return LOOPBACK.matcher(host).matches()
                && origins.stream()
                        .allMatch(origin -> origin.toLowerCase(Locale.ROOT).equals("http://" + host));
    }
}
