package io.parkpulse.mapping;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 of persons' ids, so that they can be counted and not named. Not thread-safe. */
final class PersonHash {
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    /** @param key not empty */
    PersonHash(String key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** 64 hexadecimal digits. */
    String of(String person) {
        return HexFormat.of().formatHex(mac.doFinal(person.getBytes(StandardCharsets.UTF_8)));
    }
}
