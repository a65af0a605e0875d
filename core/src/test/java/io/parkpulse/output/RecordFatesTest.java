package io.parkpulse.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RecordFatesTest {
    private final RecordFates fates = new RecordFates();

    /** Of power. */
    private static RecordTally tally(long applied, long retracted, long duplicates) {
        return new RecordTally(of(applied), of(retracted), of(duplicates), 0, 0);
    }

    private static long[] of(long power) {
        long[] counts = new long[Stream.values().length];
        counts[Stream.POWER.ordinal()] = power;
        return counts;
    }

    private String written() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            fates.write(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    @Test
    void aRecordThatIsAppliedNoMoreAndDeadCountsOnce() throws IOException {
        fates.read(Stream.POWER, 3);
        fates.add(tally(2, 0, 1));
        assertThat(fates.unaccounted()).isNull();

        fates.add(tally(0, 1, 0));
        assertThat(fates.unaccounted())
                .isEqualTo("power.jsonl: 3 records read, but 1 applied, 1 duplicates, 0 dead letters");

        fates.addDead(Stream.POWER, DeadReason.IMPLAUSIBLE);
        assertThat(fates.unaccounted()).isNull();
        assertThat(written())
                .startsWith("{\"streams\":{")
                .contains("\"power\":{\"read\":3,\"applied\":1,\"duplicate\":1,\"dead\":{\"implausible\":1}}")
                .contains("\"headcount\":{\"read\":0,\"applied\":0,\"duplicate\":0,\"dead\":{}}");
    }
}
