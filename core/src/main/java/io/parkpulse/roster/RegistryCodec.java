package io.parkpulse.roster;

import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Flow;
import io.parkpulse.model.Meter;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import io.parkpulse.model.Names;
import io.parkpulse.model.Park;
import io.parkpulse.model.Process;
import io.parkpulse.model.Register;
import io.parkpulse.model.Registry;
import io.parkpulse.model.StaffSource;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The binary form in which a registry travels to the operators. Texts are written once and referred to by number: a
 * province's rows repeat their parks, industries and tiers, and Java's own serialisation takes ten times as long. It is
 * deflated: Flink keeps a copy in every operator that takes rosters, and writes each with every checkpoint.
 */
final class RegistryCodec {
    /** What begins what is deflated; earlier releases wrote it as it is, which begins with a small number of four bytes. */
    private static final byte DEFLATED = 0x78;

    private RegistryCodec() {}

    static byte[] encode(Registry registry, Numbering numbering) {
        try {
            return new Encoder().encode(registry, numbering);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Roster decode(byte[] bytes) {
        try {
            return new Decoder(bytes[0] == DEFLATED ? inflated(bytes) : bytes).decode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As earlier releases wrote it. */
    static byte[] inflated(byte[] bytes) throws IOException {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    private static final class Encoder {
        private final Map<String, Integer> texts = new HashMap<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Deflater fast = new Deflater(Deflater.BEST_SPEED);
        private final DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new DeflaterOutputStream(bytes, fast)));

        byte[] encode(Registry registry, Numbering numbering) throws IOException {
            out.writeInt(registry.methods().size());
            for (Method method : new TreeMap<>(registry.methods()).values()) {
                method(method);
            }
            out.writeInt(registry.parks().size());
            for (Park park : registry.parks()) {
                park(park);
            }
            out.writeInt(registry.enterprises().size());
            for (Enterprise enterprise : registry.enterprises()) {
                enterprise(enterprise);
            }
            out.writeInt(registry.meters().size());
            for (Meter meter : registry.meters()) {
                meter(meter);
            }
            texts(numbering.enterprises());
            texts(numbering.meters());
            texts(numbering.scopes());
            out.writeInt(numbering.groups().size());
            for (int[] group : numbering.groups()) {
                out.writeInt(group.length);
                for (int enterprise : group) {
                    out.writeInt(enterprise);
                }
            }
            texts(numbering.homes());
            texts(numbering.zones());
            names(registry);
            out.flush();
            out.close();
            fast.end();
            return bytes.toByteArray();
        }

        /** At the end, and only where there are any: the rest stays as releases without them read and wrote it. */
        private void names(Registry registry) throws IOException {
            List<Enterprise> rows = registry.enterprises();
            int[] named = IntStream.range(0, rows.size())
                    .filter(row -> !rows.get(row).names().isEmpty())
                    .toArray();
            if (named.length == 0 && registry.grids().isEmpty()) {
                return;
            }
            out.writeInt(named.length);
            for (int row : named) {
                out.writeInt(row);
                names(rows.get(row).names());
            }
            out.writeInt(registry.grids().size());
            for (Map.Entry<String, Names> grid : new TreeMap<>(registry.grids()).entrySet()) {
                text(grid.getKey());
                names(grid.getValue());
            }
        }

        private void names(Names names) throws IOException {
            text(names.zh());
            text(names.en());
            text(names.ja());
            text(names.ko());
        }

        private void texts(List<String> all) throws IOException {
            out.writeInt(all.size());
            for (String text : all) {
                text(text);
            }
        }

        private void text(String text) throws IOException {
            Integer known = texts.putIfAbsent(text, texts.size());
            if (known != null) {
                out.writeInt(known);
                return;
            }
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(-1);
            out.writeInt(utf8.length);
            out.write(utf8);
        }

        private void method(Method method) throws IOException {
            text(method.id());
            out.writeInt(MethodParameter.values().length);
            for (MethodParameter parameter : MethodParameter.values()) {
                text(parameter.id());
                text(method.text(parameter));
            }
            text(method.sourceText());
            text(method.sourceLink());
        }

        private void park(Park park) throws IOException {
            text(park.id());
            text(park.nameZh());
            text(park.nameEn());
            text(park.nameJa());
            text(park.nameKo());
            text(park.region());
            text(park.zone().getId());
            out.writeInt(park.parkClass());
            out.writeInt(park.batch());
            text(park.opensOn() == null ? "" : park.opensOn().toString());
            text(park.method());
            text(park.turn().toString());
        }

        private void enterprise(Enterprise row) throws IOException {
            text(row.id());
            text(row.park());
            text(row.name());
            out.writeInt(row.tiers().size());
            for (String tier : row.tiers()) {
                text(tier);
            }
            text(row.industry());
            text(row.siteKind());
            text(row.grid());
            text(row.priority());
            out.writeLong(row.staffRegistered());
            out.writeLong(row.staffRequired());
            text(row.staffSource().name());
            text(row.evidence() == null ? "" : row.evidence().name());
            out.writeLong(row.baselineWh());
            out.writeLong(row.standbyWh());
            out.writeLong(row.capacityWh());
            text(row.process().name());
            out.writeLong(row.validFrom());
            out.writeLong(row.validTo());
        }

        private void meter(Meter meter) throws IOException {
            text(meter.id());
            out.writeInt(meter.rows().size());
            for (Meter.Row row : meter.rows()) {
                text(row.enterprise());
                out.writeInt(row.basisPoints());
                text(row.flow().name());
                register(row.register());
                out.writeLong(row.validFrom());
                out.writeLong(row.validTo());
            }
        }

        private void register(Register register) throws IOException {
            text(register.kind().name());
            out.writeBoolean(register.signed());
            text(register.whPerUnit().toString());
            out.writeLong(register.modulusWh());
            text(register.ratedKva() == null ? "" : register.ratedKva().toString());
            out.writeLong(register.everyMillis());
            text(register.serial());
        }
    }

    private static final class Decoder {
        private final List<String> texts = new ArrayList<>();
        private final DataInputStream in;

        Decoder(byte[] bytes) {
            in = new DataInputStream(new ByteArrayInputStream(bytes));
        }

        Roster decode() throws IOException {
            Map<String, Method> methods = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                Method method = method();
                methods.put(method.id(), method);
            }
            List<Park> parks = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                parks.add(park());
            }
            List<Enterprise> enterprises = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                enterprises.add(enterprise());
            }
            List<Meter> meters = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                meters.add(meter());
            }
            Numbering numbering = new Numbering(texts(), texts(), texts(), groups(), texts(), texts());
            Map<String, Names> grids = new HashMap<>();
            if (in.available() > 0) {
                for (int left = in.readInt(); left > 0; left--) {
                    int row = in.readInt();
                    enterprises.set(row, enterprises.get(row).named(names()));
                }
                for (int left = in.readInt(); left > 0; left--) {
                    grids.put(text(), names());
                }
            }
            return new Roster(new Registry(parks, enterprises, meters, methods, grids), numbering);
        }

        private Names names() throws IOException {
            return new Names(text(), text(), text(), text());
        }

        private List<int[]> groups() throws IOException {
            List<int[]> groups = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                int[] group = new int[in.readInt()];
                for (int place = 0; place < group.length; place++) {
                    group[place] = in.readInt();
                }
                groups.add(group);
            }
            return groups;
        }

        private List<String> texts() throws IOException {
            List<String> all = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                all.add(text());
            }
            return all;
        }

        private String text() throws IOException {
            int number = in.readInt();
            if (number >= 0) {
                return texts.get(number);
            }
            byte[] utf8 = new byte[in.readInt()];
            in.readFully(utf8);
            String text = new String(utf8, StandardCharsets.UTF_8);
            texts.add(text);
            return text;
        }

        /** What another release wrote may have other parameters; those that are not there are as usual. */
        private Method method() throws IOException {
            String id = text();
            Map<String, String> values = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                values.put(text(), text());
            }
            return Method.parse(id, parameter -> values.get(parameter.id())).from(text(), text());
        }

        private Park park() throws IOException {
            return new Park(
                    text(),
                    text(),
                    text(),
                    text(),
                    text(),
                    text(),
                    ZoneId.of(text()),
                    in.readInt(),
                    in.readInt(),
                    date(text()),
                    text(),
                    LocalTime.parse(text()));
        }

        private static LocalDate date(String text) {
            return text.isEmpty() ? null : LocalDate.parse(text);
        }

        private Enterprise enterprise() throws IOException {
            return new Enterprise(
                    text(),
                    text(),
                    text(),
                    tiers(),
                    text(),
                    text(),
                    text(),
                    text(),
                    in.readLong(),
                    in.readLong(),
                    StaffSource.valueOf(text()),
                    evidence(text()),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    Process.valueOf(text()),
                    in.readLong(),
                    in.readLong());
        }

        private static Evidence evidence(String text) {
            return text.isEmpty() ? null : Evidence.valueOf(text);
        }

        private List<String> tiers() throws IOException {
            List<String> tiers = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                tiers.add(text());
            }
            return tiers;
        }

        private Meter meter() throws IOException {
            String id = text();
            List<Meter.Row> rows = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                rows.add(new Meter.Row(
                        text(), in.readInt(), Flow.valueOf(text()), register(), in.readLong(), in.readLong()));
            }
            return new Meter(id, rows);
        }

        private Register register() throws IOException {
            return new Register(
                    MeterKind.valueOf(text()),
                    in.readBoolean(),
                    new BigDecimal(text()),
                    in.readLong(),
                    decimal(text()),
                    in.readLong(),
                    text());
        }

        private static BigDecimal decimal(String text) {
            return text.isEmpty() ? null : new BigDecimal(text);
        }
    }
}
