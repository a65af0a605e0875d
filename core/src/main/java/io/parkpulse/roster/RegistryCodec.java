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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The binary form in which a registry travels to the operators, and lies in their state: what is said of each part of it, in
 * which order. {@link RegistryInColumns} say how that becomes bytes; releases before them wrote {@link RegistryInRows}.
 */
final class RegistryCodec {
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
            return new Decoder(
                            RegistryInColumns.areIn(bytes) ? RegistryInColumns.read(bytes) : RegistryInRows.read(bytes))
                    .decode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What there are several of in a registry. Their order is part of the form: further ones are added at the end. */
    enum Part {
        REGISTRY,
        METHOD,
        METHOD_PARAMETER,
        PARK,
        ENTERPRISE,
        TIER,
        METER,
        METER_ROW,
        ENTERPRISE_NUMBER,
        METER_NUMBER,
        SCOPE_NUMBER,
        GROUP,
        MEMBER,
        HOME,
        ZONE,
        NAMED,
        GRID
    }

    /** Gives a registry back field by field, in the order in which it was written. */
    interface Input {
        /** One of a part follows, inside the one that is open. */
        void begin(Part part);

        /** The one that was begun last is complete. */
        void end();

        int readInt() throws IOException;

        long readLong() throws IOException;

        boolean readBoolean() throws IOException;

        String readText() throws IOException;

        /** Whether names follow, which early releases did not have. */
        boolean hasNames() throws IOException;
    }

    private interface Writing<T> {
        void write(T one) throws IOException;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static final class Encoder {
        private final RegistryInColumns.Writer out = new RegistryInColumns.Writer();

        byte[] encode(Registry registry, Numbering numbering) throws IOException {
            out.begin(Part.REGISTRY);
            all(Part.METHOD, new TreeMap<>(registry.methods()).values(), this::method);
            all(Part.PARK, registry.parks(), this::park);
            all(Part.ENTERPRISE, registry.enterprises(), this::enterprise);
            all(Part.METER, registry.meters(), this::meter);
            all(Part.ENTERPRISE_NUMBER, numbering.enterprises(), out::write);
            all(Part.METER_NUMBER, numbering.meters(), out::write);
            all(Part.SCOPE_NUMBER, numbering.scopes(), out::write);
            all(
                    Part.GROUP,
                    numbering.groups(),
                    group -> all(Part.MEMBER, Arrays.stream(group).boxed().toList(), out::write));
            all(Part.HOME, numbering.homes(), out::write);
            all(Part.ZONE, numbering.zones(), out::write);
            List<Enterprise> rows = registry.enterprises();
            List<Integer> named = IntStream.range(0, rows.size())
                    .filter(row -> !rows.get(row).names().isEmpty())
                    .boxed()
                    .toList();
            all(Part.NAMED, named, row -> {
                out.write(row);
                names(rows.get(row).names());
            });
            all(Part.GRID, new TreeMap<>(registry.grids()).entrySet(), grid -> {
                out.write(grid.getKey());
                names(grid.getValue());
            });
            out.end();
            return out.toBytes();
        }

        private <T> void all(Part part, Collection<T> each, Writing<T> writing) throws IOException {
            out.write(each.size());
            for (T one : each) {
                out.begin(part);
                writing.write(one);
                out.end();
            }
        }

        private void names(Names names) throws IOException {
            out.write(names.zh());
            out.write(names.en());
            out.write(names.ja());
            out.write(names.ko());
        }

        private void method(Method method) throws IOException {
            out.write(method.id());
            all(Part.METHOD_PARAMETER, List.of(MethodParameter.values()), parameter -> {
                out.write(parameter.id());
                out.write(method.text(parameter));
            });
            out.write(method.sourceText());
            out.write(method.sourceLink());
        }

        private void park(Park park) throws IOException {
            out.write(park.id());
            out.write(park.nameZh());
            out.write(park.nameEn());
            out.write(park.nameJa());
            out.write(park.nameKo());
            out.write(park.region());
            out.write(park.zone().getId());
            out.write(park.parkClass());
            out.write(park.batch());
            out.write(park.opensOn() == null ? "" : park.opensOn().toString());
            out.write(park.method());
            out.write(park.turn().toString());
        }

        private void enterprise(Enterprise row) throws IOException {
            out.write(row.id());
            out.write(row.park());
            out.write(row.name());
            all(Part.TIER, row.tiers(), out::write);
            out.write(row.industry());
            out.write(row.siteKind());
            out.write(row.grid());
            out.write(row.priority());
            out.write(row.staffRegistered());
            out.write(row.staffRequired());
            out.write(row.staffSource().name());
            out.write(row.evidence() == null ? "" : row.evidence().name());
            out.write(row.baselineWh());
            out.write(row.standbyWh());
            out.write(row.capacityWh());
            out.write(row.process().name());
            out.write(row.validFrom());
            out.write(row.validTo());
        }

        private void meter(Meter meter) throws IOException {
            out.write(meter.id());
            all(Part.METER_ROW, meter.rows(), row -> {
                out.write(row.enterprise());
                out.write(row.basisPoints());
                out.write(row.flow().name());
                register(row.register());
                out.write(row.validFrom());
                out.write(row.validTo());
            });
        }

        private void register(Register register) throws IOException {
            out.write(register.kind().name());
            out.write(register.signed() ? 1 : 0);
            out.write(register.whPerUnit().toString());
            out.write(register.modulusWh());
            out.write(register.ratedKva() == null ? "" : register.ratedKva().toString());
            out.write(register.everyMillis());
            out.write(register.serial());
        }
    }

    private static final class Decoder {
        private final Input in;
        /** Thousands of meters are read in the same way: they share what says so. */
        private final Map<Register, Register> registers = new HashMap<>();

        Decoder(Input in) {
            this.in = in;
        }

        Roster decode() throws IOException {
            in.begin(Part.REGISTRY);
            Map<String, Method> methods = new LinkedHashMap<>();
            all(Part.METHOD, this::method).forEach(method -> methods.put(method.id(), method));
            List<Park> parks = all(Part.PARK, this::park);
            List<Enterprise> enterprises = all(Part.ENTERPRISE, this::enterprise);
            List<Meter> meters = all(Part.METER, this::meter);
            Numbering numbering = new Numbering(
                    all(Part.ENTERPRISE_NUMBER, in::readText),
                    all(Part.METER_NUMBER, in::readText),
                    all(Part.SCOPE_NUMBER, in::readText),
                    all(
                            Part.GROUP,
                            () -> all(Part.MEMBER, in::readInt).stream()
                                    .mapToInt(Integer::intValue)
                                    .toArray()),
                    all(Part.HOME, in::readText),
                    all(Part.ZONE, in::readText));
            Map<String, Names> grids = new HashMap<>();
            if (in.hasNames()) {
                all(Part.NAMED, () -> {
                    int row = in.readInt();
                    return enterprises.set(row, enterprises.get(row).named(names()));
                });
                all(Part.GRID, () -> grids.put(in.readText(), names()));
            }
            in.end();
            return new Roster(new Registry(parks, enterprises, meters, methods, grids), numbering);
        }

        private <T> List<T> all(Part part, Reading<T> reading) throws IOException {
            int count = in.readInt();
            List<T> each = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                in.begin(part);
                each.add(reading.read());
                in.end();
            }
            return each;
        }

        private Names names() throws IOException {
            return new Names(in.readText(), in.readText(), in.readText(), in.readText());
        }

        /** What another release wrote may have other parameters; those that are not there are as usual. */
        private Method method() throws IOException {
            String id = in.readText();
            Map<String, String> values = new HashMap<>();
            all(Part.METHOD_PARAMETER, () -> values.put(in.readText(), in.readText()));
            return Method.parse(id, parameter -> values.get(parameter.id())).from(in.readText(), in.readText());
        }

        private Park park() throws IOException {
            return new Park(
                    in.readText(),
                    in.readText(),
                    in.readText(),
                    in.readText(),
                    in.readText(),
                    in.readText(),
                    ZoneId.of(in.readText()),
                    in.readInt(),
                    in.readInt(),
                    date(in.readText()),
                    in.readText(),
                    LocalTime.parse(in.readText()));
        }

        private static LocalDate date(String text) {
            return text.isEmpty() ? null : LocalDate.parse(text);
        }

        private Enterprise enterprise() throws IOException {
            return new Enterprise(
                    in.readText(),
                    in.readText(),
                    in.readText(),
                    all(Part.TIER, in::readText),
                    in.readText(),
                    in.readText(),
                    in.readText(),
                    in.readText(),
                    in.readLong(),
                    in.readLong(),
                    StaffSource.valueOf(in.readText()),
                    evidence(in.readText()),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    Process.valueOf(in.readText()),
                    in.readLong(),
                    in.readLong());
        }

        private static Evidence evidence(String text) {
            return text.isEmpty() ? null : Evidence.valueOf(text);
        }

        private Meter meter() throws IOException {
            return new Meter(
                    in.readText(),
                    all(
                            Part.METER_ROW,
                            () -> new Meter.Row(
                                    in.readText(),
                                    in.readInt(),
                                    Flow.valueOf(in.readText()),
                                    shared(register()),
                                    in.readLong(),
                                    in.readLong())));
        }

        private Register shared(Register register) {
            Register known = registers.putIfAbsent(register, register);
            return known == null ? register : known;
        }

        private Register register() throws IOException {
            return new Register(
                    MeterKind.valueOf(in.readText()),
                    in.readBoolean(),
                    new BigDecimal(in.readText()),
                    in.readLong(),
                    decimal(in.readText()),
                    in.readLong(),
                    in.readText());
        }

        private static BigDecimal decimal(String text) {
            return text.isEmpty() ? null : new BigDecimal(text);
        }
    }
}
