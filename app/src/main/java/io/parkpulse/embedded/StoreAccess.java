package io.parkpulse.embedded;

import io.parkpulse.connectors.http.LocalRequest;
import io.questdb.cairo.SecurityContext;
import io.questdb.cutlass.http.HttpAuthenticator;
import io.questdb.cutlass.http.HttpRequestHeader;
import io.questdb.std.str.Utf8String;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Who may use the store: whoever has its token. Programs send it as InfluxDB's do. A browser, which asks its user for it as a
 * password, sends it from then on whoever makes it ask, so it has to say that the store's own page does.
 */
final class StoreAccess implements HttpAuthenticator {
    static final String USER = "parkpulse";

    private static final Utf8String AUTHORIZATION = new Utf8String("Authorization");
    private static final Utf8String HOST = new Utf8String("Host");
    private static final Utf8String ORIGIN = new Utf8String("Origin");
    /** What browsers say of who makes them ask; {@code none} is their user. */
    private static final Utf8String FETCH_SITE = new Utf8String("Sec-Fetch-Site");

    private static final Set<String> OWN = Set.of("", "same-origin", "none");
    private static final int TOKEN_BYTES = 16;

    private final String token;
    private final byte[] asToken;
    private final byte[] asPassword;

    private StoreAccess(String token) {
        this.token = token;
        asToken = bytes("Token " + token);
        asPassword = bytes("Basic " + Base64.getEncoder().encodeToString(bytes(USER + ":" + token)));
    }

    /** With a token that nobody knows yet. */
    static StoreAccess create() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return new StoreAccess(HexFormat.of().formatHex(random));
    }

    String token() {
        return token;
    }

    @Override
    public boolean authenticate(HttpRequestHeader request) {
        byte[] offered = bytes(header(request, AUTHORIZATION));
        return MessageDigest.isEqual(offered, asToken)
                || MessageDigest.isEqual(offered, asPassword) && comesFromItsOwnPage(request);
    }

    private static boolean comesFromItsOwnPage(HttpRequestHeader request) {
        return LocalRequest.isOwn(values(request, HOST), values(request, ORIGIN))
                && OWN.contains(header(request, FETCH_SITE));
    }

    private static List<String> values(HttpRequestHeader request, Utf8String name) {
        return request.getHeader(name) == null ? List.of() : List.of(header(request, name));
    }

    /** Empty if it is not sent. */
    private static String header(HttpRequestHeader request, Utf8String name) {
        var value = request.getHeader(name);
        return value == null ? "" : value.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte getAuthType() {
        return SecurityContext.AUTH_TYPE_CREDENTIALS;
    }

    @Override
    public CharSequence getPrincipal() {
        return USER;
    }
}
