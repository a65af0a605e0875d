package io.parkpulse.connectors.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;

/** The address of a server, as people set it. */
public final class ServerAddress {
    private ServerAddress() {}

    /**
     * The address without a slash at its end.
     *
     * @param option what is set, for messages
     * @param example an address, for messages
     * @param ofSecrets what to do with a secret that was put into the address, for messages; may be empty
     * @throws IllegalArgumentException if it is not one of HTTP, or has a user, a query or a fragment; it quotes no password
     */
    public static String checked(String option, String address, String example, String ofSecrets) {
        String expected = option + " must be an address such as " + example;
        URI uri;
        try {
            uri = new URI(Objects.requireNonNull(address, option));
        } catch (URISyntaxException e) {
            // Its message would quote what may be a password.
            throw new IllegalArgumentException(expected + ": " + e.getReason());
        }
        if (address.indexOf('@') >= 0 || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(option + " must have neither user and password nor a query" + ofSecrets);
        }
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException(expected + ", not \"" + address + "\"");
        }
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
}
