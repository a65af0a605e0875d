package io.parkpulse.files.checked;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.message.Message;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void aProblemPrintsWhereItIsAndWhatWasExpected() {
        assertThat(problem("enterprises.csv", 17, "park_id", "P9", "the id of a park in parks.csv"))
                .hasToString("enterprises.csv:17: park_id \"P9\": expected the id of a park in parks.csv");
        assertThat(problem("parks.csv", 1, "park_id", null, "a column of this name in the header"))
                .hasToString("parks.csv:1: park_id: expected a column of this name in the header");
        assertThat(problem("parks.csv", 0, null, "does not exist", "a file"))
                .hasToString("parks.csv: does not exist: expected a file");
    }

    @Test
    void aProblemIsOneLineOfModestLength() {
        assertThat(problem("parks.csv", 2, "park_id", "a\n\u001b\udcc4", "an id"))
                .hasToString("parks.csv:2: park_id \"a\\u000a\\u001b\\udcc4\": expected an id");
        assertThat(problem("parks.csv", 2, "region", "𠮷".repeat(81), "a path"))
                .hasToString("parks.csv:2: region \"" + "𠮷".repeat(80) + "…\": expected a path");
        assertThat(problem("parks.csv", 2, "region", "𠮷".repeat(80), "a path"))
                .hasToString("parks.csv:2: region \"" + "𠮷".repeat(80) + "\": expected a path");
    }

    private static Problem problem(String file, int line, String column, String value, String expected) {
        return new Problem(file, line, column, value == null ? null : Message.asIs(value), Message.asIs(expected));
    }
}
