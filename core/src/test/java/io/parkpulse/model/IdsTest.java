package io.parkpulse.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void supplementaryCharactersComeAfterTheWholeBasicPlane() {
        String rareHan = "𠮷"; // U+20BB7, in UTF-16 from U+D842
        List<String> ids = new ArrayList<>(List.of(rareHan, "\uFF21", "\uE000", "吉", "a", "", rareHan + "1", "\uD7FF"));
        Collections.shuffle(ids);

        ids.sort(Ids.BY_CODE_POINT);

        assertThat(ids).containsExactly("", "a", "吉", "\uD7FF", "\uE000", "\uFF21", rareHan, rareHan + "1");
    }

    @Property
    void theOrderIsThatOfTheUtf8Bytes(
            @ForAll @CharRange(from = 'a', to = '\uFFFD') String a,
            @ForAll @CharRange(from = 'a', to = '\uFFFD') String b) {
        String x = wellFormed(a);
        String y = wellFormed(b);

        int expected = Arrays.compareUnsigned(x.getBytes(StandardCharsets.UTF_8), y.getBytes(StandardCharsets.UTF_8));

        assertThat(Integer.signum(Ids.BY_CODE_POINT.compare(x, y))).isEqualTo(Integer.signum(expected));
    }

    /** Half of all characters move to the supplementary planes; lone surrogates, which are no text, go. */
    private static String wellFormed(String text) {
        StringBuilder result = new StringBuilder();
        text.chars().filter(c -> !Character.isSurrogate((char) c)).forEach(c -> {
            result.appendCodePoint(c % 2 == 0 ? c : 0x10000 + c);
        });
        return result.toString();
    }
}
