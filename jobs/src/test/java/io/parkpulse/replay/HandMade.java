package io.parkpulse.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A recording written by hand, line by line. */
final class HandMade {
    private final List<String> parks = new ArrayList<>();
    private final List<String> enterprises = new ArrayList<>();
    private final List<String> meters = new ArrayList<>();
    private final ByteArrayOutputStream power = new ByteArrayOutputStream();
    private final ByteArrayOutputStream headcount = new ByteArrayOutputStream();
    private final ByteArrayOutputStream checkin = new ByteArrayOutputStream();

    HandMade() {
        parks.add("park_id,region,zone");
        enterprises.add(
                "enterprise_id,park_id,staff_registered,staff_source,baseline_wh,capacity_wh,valid_from,valid_to");
        meters.add("meter_id,enterprise_id,kind,every");
    }

    HandMade park(String id, String zone) {
        parks.add(id + ",," + zone);
        return this;
    }

    /** An enterprise of ten people that check in, which draws 24 kWh on its mean day. */
    HandMade enterprise(String id, String park) {
        return enterprise(id, park, "", "");
    }

    HandMade enterprise(String id, String park, String validFrom, String validTo) {
        enterprises.add(id + "," + park + ",10,CHECKIN,24000,," + validFrom + "," + validTo);
        return this;
    }

    /** A meter that tells the energy of each hour. */
    HandMade hourlyMeter(String id, String enterprise) {
        meters.add(id + "," + enterprise + ",INTERVAL,PT1H");
        return this;
    }

    HandMade kilowattHour(String meter, String at) {
        return power("{\"meter\":\"" + meter + "\",\"at\":\"" + at + "\",\"value\":1}\n");
    }

    /** A kWh in each of so many hours from an instant on. */
    HandMade kilowattHours(String meter, String from, int hours) {
        long start = java.time.Instant.parse(from).toEpochMilli();
        for (int hour = 1; hour <= hours; hour++) {
            power("{\"meter\":\"" + meter + "\",\"at\":" + (start + hour * 3_600_000L) + ",\"value\":1}\n");
        }
        return this;
    }

    HandMade in(String person, String enterprise, String at) {
        return checkin("{\"person\":\"" + person + "\",\"enterprise\":\"" + enterprise + "\",\"at\":\"" + at
                + "\",\"direction\":\"IN\"}\n");
    }

    HandMade power(String text) {
        power.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    HandMade headcount(String text) {
        headcount.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    HandMade checkin(String text) {
        return checkin(text.getBytes(StandardCharsets.UTF_8));
    }

    HandMade checkin(byte[] bytes) {
        checkin.writeBytes(bytes);
        return this;
    }

    /** Writes it into a new directory. */
    Path write(Path recording) throws IOException {
        Files.createDirectories(recording);
        Files.write(recording.resolve("parks.csv"), parks);
        Files.write(recording.resolve("enterprises.csv"), enterprises);
        Files.write(recording.resolve("meters.csv"), meters);
        Files.write(recording.resolve("power.jsonl"), power.toByteArray());
        Files.write(recording.resolve("headcount.jsonl"), headcount.toByteArray());
        Files.write(recording.resolve("checkin.jsonl"), checkin.toByteArray());
        return recording;
    }
}
