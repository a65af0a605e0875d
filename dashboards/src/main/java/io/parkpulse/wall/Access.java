package io.parkpulse.wall;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who may look. With a token: whoever sends it as {@code Authorization: Bearer}, or has the cookie that entering it gives,
 * which is made from it and does not reveal it. Without one: whoever asks for this machine by a name of its own, so that
 * no page of another site can have a browser fetch the figures under a name that it made point here.
 */
final class Access {
    static final String COOKIE = "parkpulse-wall";

    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]|\\[0:0:0:0:0:0:0:1])(:\\d+)?");

    private static final String BEARER = "Bearer ";

    private final String token;
    private final String ticket;
    private final Attempts attempts = new Attempts(System::nanoTime);

    /** What came of showing a token. */
    sealed interface Verdict {}

    /** It is the token. */
    record Right() implements Verdict {}

    /** It is not. */
    record Wrong() implements Verdict {}

    /** Nobody looked: there were too many wrong ones before it. */
    record Unread(Duration pause) implements Verdict {}

    Access(String token) {
        this.token = token;
        this.ticket = token == null ? null : ticket(token);
    }

    private static String ticket(String token) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal("viewer of the wall".getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    boolean needsToken() {
        return token != null;
    }

    boolean isFromHere(Exchange request) {
        String host = request.header("Host");
        return token != null
                || host != null
                        && request.headers("Host").size() == 1
                        && LOOPBACK_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether somebody has what was given for the token, or there is none. */
    boolean isKnown(Exchange request) {
        if (token == null) {
            return true;
        }
        for (String cookies : request.headers("Cookie")) {
            for (String cookie : cookies.split(";")) {
                if (cookie.strip().startsWith(COOKIE + "=")
                        && same(cookie.strip().substring(COOKIE.length() + 1), ticket)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What comes of the token that is sent with a request; null if none is. */
    Verdict bearer(Exchange request) {
        String header = request.header("Authorization");
        if (header == null || !header.startsWith(BEARER)) {
            return null;
        }
        // A header is bytes; those of a token are UTF-8.
        byte[] bytes = header.substring(BEARER.length()).getBytes(StandardCharsets.ISO_8859_1);
        return judge(new String(bytes, StandardCharsets.UTF_8), request.source());
    }

    /** Whether it is the token; the same work for any. */
    Verdict judge(String offered, Source source) {
        Duration wait = attempts.await(source);
        if (!wait.isZero()) {
            return new Unread(wait);
        }
        if (same(offered, token)) {
            attempts.succeeded(source);
            return new Right();
        }
        attempts.failed(source);
        return new Wrong();
    }

    /**
     * For 30 days, for this page alone, out of reach of scripts. It comes along when one follows a link from elsewhere, such
     * as an alert's, and not with what other pages fetch or frame.
     */
    String cookie() {
        return COOKIE + "=" + ticket + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000";
    }

    /** Takes as long whether they are the same or not, and how long they are does not show. */
    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(digest(one), digest(other));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
