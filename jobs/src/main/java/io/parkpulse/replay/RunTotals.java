package io.parkpulse.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Stream;
import io.parkpulse.output.RecordFates;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/** What {@code run.json} says of a replay. */
final class RunTotals {
    private final WindowSchedule schedule;
    private final RecordFates fates = new RecordFates();
    private long unallocatedWh;
    private long unassignedWh;

    RunTotals(WindowSchedule schedule) {
        this.schedule = schedule;
    }

    void add(RecordTally account) {
        fates.add(account);
        unallocatedWh += account.unallocatedWh();
        unassignedWh += account.unassignedWh();
    }

    void addDead(Stream stream, DeadReason reason) {
        fates.addDead(stream, reason);
    }

    void read(Stream stream, long lines) {
        fates.read(stream, lines);
    }

    /** @throws UnaccountedException if read ≠ applied + duplicate + dead */
    void check() throws UnaccountedException {
        String unaccounted = fates.unaccounted();
        if (unaccounted != null) {
            throw new UnaccountedException(unaccounted);
        }
    }

    void write(OutputStream out) throws IOException {
        try (JsonGenerator json = ReplayOutput.JSON.createGenerator(out)) {
            json.writeStartObject();
            fates.write(json);
            json.writeNumberField("unallocated_wh", unallocatedWh);
            json.writeNumberField("unassigned_wh", unassignedWh);
            json.writeStringField("first", schedule.isEmpty() ? null : time(schedule.first()));
            json.writeStringField("last", schedule.isEmpty() ? null : time(schedule.last()));
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static String time(long instant) {
        return Instant.ofEpochMilli(instant).toString();
    }
}
