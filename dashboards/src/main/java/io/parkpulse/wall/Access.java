package io.parkpulse.wall;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who may look. With a token: whoever sends it as {@code Authorization: Bearer}, or has the cookie that entering it gives,
 * which is made from it and tells nothing of it. Without one: whoever asks for this machine by a name of its own, so that
 * no page of another site can have a browser fetch the figures under a name that it made point here.
 */
final class Access {
    static final String COOKIE = "parkpulse-wall";

    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]|\\[0:0:0:0:0:0:0:1])(:\\d+)?");

    private final String token;
    private final String ticket;

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

    boolean isFromHere(HttpExchange request) {
        String host = request.getRequestHeaders().getFirst("Host");
        return token != null
                || host != null
                        && LOOPBACK_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    boolean mayLook(HttpExchange request) {
        if (token == null) {
            return true;
        }
        String bearer = request.getRequestHeaders().getFirst("Authorization");
        if (bearer != null && bearer.startsWith("Bearer ") && isToken(bearer.substring("Bearer ".length()))) {
            return true;
        }
        for (String cookies : request.getRequestHeaders().getOrDefault("Cookie", List.of())) {
            for (String cookie : cookies.split(";")) {
                if (cookie.strip().startsWith(COOKIE + "=")
                        && same(cookie.strip().substring(COOKIE.length() + 1), ticket)) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean isToken(String offered) {
        return same(offered, token);
    }

    /** For 30 days, for this page alone, out of reach of scripts. */
    String cookie() {
        return COOKIE + "=" + ticket + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000";
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
