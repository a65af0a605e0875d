package io.parkpulse.registry;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.parkpulse.exact.Numbers;
import io.parkpulse.files.Reason;
import io.parkpulse.files.RegularFile;
import io.parkpulse.files.checked.Problems;
import io.parkpulse.files.checked.TextFile;
import io.parkpulse.files.checked.YamlFile;
import io.parkpulse.mapping.Condition;
import io.parkpulse.mapping.EnergyUnit;
import io.parkpulse.mapping.IdRule;
import io.parkpulse.mapping.MappedField;
import io.parkpulse.mapping.MappedInput;
import io.parkpulse.mapping.Mapping;
import io.parkpulse.mapping.Place;
import io.parkpulse.mapping.RowFormat;
import io.parkpulse.mapping.Stamp;
import io.parkpulse.mapping.TimeFormat;
import io.parkpulse.mapping.TimeRule;
import io.parkpulse.mapping.ValueSchema;
import io.parkpulse.model.Stream;
import io.parkpulse.model.ValueForm;
import io.parkpulse.schemas.ValueText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a mapping: a list {@code inputs} of files or topics, and what their rows mean. */
public final class MappingFile {
    private static final String INPUTS = "inputs";
    private static final String COLUMN = "column";
    private static final String POINTER = "pointer";
    private static final String CONSTANT = "constant";
    private static final String PARK = "park";
    private static final int MOST_PAD = 100;
    private static final int MOST_SKIP = 1_000_000;
    private static final int LONGEST_DAYS = 31;
    private static final int MINUTE_MILLIS = 60_000;
    private static final Pattern TIMES = Pattern.compile("(\\d{1,2}):([0-5]\\d)\\s*\\.\\.\\s*(\\d{1,2}):([0-5]\\d)");
    /** What Kafka takes. */
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

    private static final String OWN_TOPICS = "parkpulse.";
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String EXPECTED_PLACE = "a column, or a map of one of column, pointer, constant";

    private static final ValueForm STREAMS = ValueForm.oneOf(List.of(Stream.values()), Stream::id);
    private static final ValueForm FORMATS = ValueForm.oneOf(List.of(RowFormat.Kind.values()), RowFormat.Kind::id);
    private static final ValueForm SHAPES = ValueForm.oneOf(List.of("long", "wide"), shape -> shape);
    private static final ValueForm STAMPS =
            ValueForm.oneOf(List.of(Stamp.values()), stamp -> stamp.name().toLowerCase(Locale.ROOT));
    private static final ValueForm DECIMALS = ValueForm.oneOf(List.of(".", ","), sign -> sign);
    private static final ValueForm UNITS = new ValueForm(
            "one of "
                    + Arrays.stream(EnergyUnit.values()).map(EnergyUnit::word).collect(Collectors.joining(", "))
                    + ", 度, 千瓦时",
            EnergyUnit::of);
    private static final ValueForm FACTOR = new ValueForm("a decimal number other than 0", text -> {
        BigDecimal factor = Numbers.decimal(text);
        return factor == null || factor.signum() == 0 ? null : factor;
    });
    private static final ValueForm ENCODING = new ValueForm(
            "an encoding such as UTF-8, UTF-16LE, GBK or windows-1252",
            text -> Charset.forName(text).name());
    private static final ValueForm ZONE = new ValueForm("a zone such as Asia/Shanghai, or park", text -> {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            return null;
        }
    });
    private static final ValueForm SEPARATOR = new ValueForm(
            "one character, or tab",
            text -> text.equals("tab")
                    ? Character.valueOf('\t')
                    : text.length() == 1 && text.charAt(0) != '"' ? Character.valueOf(text.charAt(0)) : null);

    private final String name;
    private final Path dir;
    private final Path beside;
    private final Function<String, String> environment;
    private final Problems problems;
    private final YamlFile yaml;
    private final List<Input> inputs = new ArrayList<>();

    /** One of the list, while it is read and after. */
    private static final class Input {
        final String path;
        final Node node;
        final Map<String, Node> nodes;
        final Map<Place, Location> places = new HashMap<>();
        MappedInput read;

        Input(String path, Node node, Map<String, Node> nodes) {
            this.path = path;
            this.node = node;
            this.nodes = nodes;
        }
    }

    private record Location(int line, String key) {}

    private MappingFile(String name, Path dir, Path beside, Function<String, String> environment, Problems problems) {
        this.name = name;
        this.dir = dir;
        this.beside = beside;
        this.environment = environment;
        this.problems = problems;
        this.yaml = new YamlFile(name, problems);
    }

    /**
     * Reads a mapping.
     *
     * @param dir where files that it names are looked for, before the mapping's own folder
     * @param environment the values of environment variables; null for one that is not set
     * @throws RegistryException with everything that is wrong with it
     */
    public static MappingFile read(Path file, Path dir, Function<String, String> environment) throws RegistryException {
        Problems problems = new Problems();
        Path place = file.toAbsolutePath();
        String name = place.getFileName().toString();
        MappingFile mapping = new MappingFile(name, dir, place.getParent(), environment, problems);
        if (Files.notExists(place)) {
            problems.add(name, 0, null, "does not exist", "a file with a list of inputs: " + file);
        } else {
            mapping.read(TextFile.read(place.getParent(), name, problems));
        }
        problems.throwIfAny(RegistryException::new);
        return mapping;
    }

    /** The inputs, in order. */
    public List<MappedInput> inputs() {
        return inputs.stream().map(input -> input.read).toList();
    }

    /**
     * Says of an input that one of its keys is not there, or means nothing that is.
     *
     * @param input its number in {@link #inputs()}
     * @param expected completes "expected …"
     */
    public void problem(int input, MappingKey key, String expected) {
        Input of = inputs.get(input);
        Node node = of.nodes.get(key.path());
        if (node == null) {
            problems.add(name, YamlFile.line(of.node), of.path + key.path(), null, expected);
        } else {
            yaml.problem(node, of.path + key.path(), expected);
        }
    }

    /**
     * Says of an input that what it names is not there, or not so.
     *
     * @param input its number in {@link #inputs()}
     * @param expected completes "expected …"
     */
    public void problem(int input, Place place, String expected) {
        Input of = inputs.get(input);
        Location location = place.kind() == Place.Kind.TIME ? timesOf(of) : of.places.get(place);
        problems.add(name, location.line(), location.key(), place.text(), expected);
    }

    private static Location timesOf(Input input) {
        MappingKey key = input.nodes.containsKey(MappingKey.FIRST.path()) ? MappingKey.FIRST : MappingKey.TIMES;
        return new Location(YamlFile.line(input.nodes.get(key.path())), input.path + key.path());
    }

    /** @throws RegistryException if anything was said by {@link #problem} */
    public void throwIfAny() throws RegistryException {
        problems.throwIfAny(RegistryException::new);
    }

    // the file

    private void read(String text) {
        Optional<Node> root = text == null ? null : yaml.root(text, "a map with a list of inputs");
        if (root == null) {
            return;
        }
        if (root.isEmpty() || !(root.get() instanceof MappingNode map)) {
            problems.add(name, root.map(YamlFile::line).orElse(0), INPUTS, null, "a list of inputs");
            return;
        }
        Node list = yaml.entries(map, "", Set.of(INPUTS)).get(INPUTS);
        if (!(list instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            problems.add(
                    name,
                    list == null ? 0 : YamlFile.line(list),
                    INPUTS,
                    list == null ? null : YamlFile.shown(list),
                    "a list of at least one input");
            return;
        }
        int number = 0;
        for (Node each : sequence.getValue()) {
            String path = INPUTS + "[" + number++ + "]";
            if (each instanceof MappingNode input) {
                Input read = new Input(path + ".", each, yaml.entries(input, path + ".", MappingKey.inside("")));
                inputs.add(read);
                new InputReader(read).read();
            } else {
                yaml.problem(each, path, "a map with files or topic, stream, format and what stands where");
            }
        }
    }

    /** Reads one input. */
    private final class InputReader {
        private final Input input;
        private final Stream stream;
        private final RowFormat.Kind format;
        private final boolean wide;
        private final Map<MappedField, Place> fields = new EnumMap<>(MappedField.class);

        InputReader(Input input) {
            this.input = input;
            this.stream = (Stream) required(MappingKey.STREAM, STREAMS);
            this.format = (RowFormat.Kind) required(MappingKey.FORMAT, FORMATS);
            this.wide = "wide".equals(value(MappingKey.SHAPE, SHAPES, "long"));
        }

        void read() {
            Node files = node(MappingKey.FILES);
            String topic = topic();
            if (files == null && node(MappingKey.TOPIC) == null) {
                missing(MappingKey.FILES, "a file, or a glob such as exports/*.csv; or topic, the name of a topic");
            }
            RowFormat rowFormat = format();
            if (stream == null || format == null) {
                return; // what the other keys mean nobody can say
            }
            fields();
            EnergyUnit unit = unit();
            TimeRule time = time(unit);
            List<Integer> times = times(time);
            Mapping mapping = new Mapping(
                    stream,
                    fields,
                    time,
                    times,
                    where(),
                    ((String) value(MappingKey.DECIMAL, DECIMALS, " ")).charAt(0),
                    unit,
                    factor(),
                    words(),
                    ids(),
                    hash());
            String pattern = files == null ? null : scalar(files, MappingKey.FILES, "a file, or a glob");
            input.read = new MappedInput(pattern, topic, rowFormat, mapping);
        }

        // keys

        private Node node(MappingKey key) {
            return input.nodes.get(key.path());
        }

        private String path(MappingKey key) {
            return input.path + key.path();
        }

        private void missing(MappingKey key, String expected) {
            problems.add(name, YamlFile.line(input.node), path(key), null, expected);
        }

        private void wrong(MappingKey key, String expected) {
            yaml.problem(node(key), path(key), expected);
        }

        /** Null if it is none, which is a problem then. */
        private String scalar(Node node, MappingKey key, String expected) {
            if (node instanceof ScalarNode scalar) {
                return scalar.getValue();
            }
            yaml.problem(node, path(key), expected);
            return null;
        }

        private Object required(MappingKey key, ValueForm form) {
            if (node(key) == null) {
                missing(key, form.expected());
                return null;
            }
            return value(key, form, null);
        }

        private Object value(MappingKey key, ValueForm form, Object absent) {
            return value(node(key), path(key), form, absent);
        }

        private Object value(Node node, String path, ValueForm form, Object absent) {
            if (node == null) {
                return absent;
            }
            Object value = node instanceof ScalarNode scalar ? parse(form, scalar.getValue()) : null;
            if (value == null) {
                yaml.problem(node, path, form.expected());
                return absent;
            }
            return value;
        }

        /** A separator may be a blank, so what a form strips is given back. */
        private Object parse(ValueForm form, String text) {
            return form == SEPARATOR && text.length() == 1 ? Character.valueOf(text.charAt(0)) : form.parse(text);
        }

        private void onlyFor(MappingKey key, boolean allowed, String what) {
            if (node(key) != null && !allowed) {
                wrong(key, "no such key, as it is only for " + what);
            }
        }

        private String topic() {
            Node node = node(MappingKey.TOPIC);
            String topic = node == null ? null : scalar(node, MappingKey.TOPIC, "the name of a topic");
            if (topic != null && !TOPIC.matcher(topic).matches()) {
                wrong(MappingKey.TOPIC, "the name of a topic: letters, digits, dots, hyphens and underscores");
            } else if (topic != null && topic.startsWith(OWN_TOPICS)) {
                wrong(
                        MappingKey.TOPIC,
                        "a topic of somebody else: what begins with " + OWN_TOPICS + " needs no mapping");
            }
            return topic;
        }

        private ValueSchema schema() {
            Node node = node(MappingKey.SCHEMA);
            if (format == null || !format.hasSchema()) {
                onlyFor(MappingKey.SCHEMA, format == null, "avro and protobuf");
                onlyFor(MappingKey.MESSAGE, format == null, "protobuf");
                return null;
            }
            onlyFor(MappingKey.MESSAGE, format == RowFormat.Kind.PROTOBUF, "protobuf");
            if (node(MappingKey.FILES) != null) {
                wrong(MappingKey.FILES, "topic in place of it, as only values of topics are " + format.id());
            }
            if (node == null) {
                onlyFor(MappingKey.MESSAGE, false, "a schema that is a file");
                return null;
            }
            String expected = "a file with a schema";
            String file = scalar(node, MappingKey.SCHEMA, expected);
            Path folder = file == null ? null : folderOf(file);
            if (folder == null) {
                if (file != null) {
                    wrong(MappingKey.SCHEMA, expected);
                }
                return null;
            }
            try {
                String message = node(MappingKey.MESSAGE) == null
                        ? null
                        : scalar(node(MappingKey.MESSAGE), MappingKey.MESSAGE, "the full name of a message");
                ValueSchema schema = new ValueSchema(RegularFile.read(folder.resolve(file)), message);
                ValueText.of(new RowFormat(format, null, (char) 0, 0, true, null, null, schema), null);
                return schema;
            } catch (IOException e) {
                wrong(MappingKey.SCHEMA, "a file that can be read: " + Reason.of(e));
            } catch (IllegalArgumentException e) {
                wrong(MappingKey.SCHEMA, e.getMessage());
            }
            return null;
        }

        /** The folder in which a file is that the mapping names; null if there is none. */
        private Path folderOf(String file) {
            Path in = Files.exists(dir.resolve(file)) ? dir : beside;
            return file.isEmpty() || Files.notExists(in.resolve(file)) ? null : in;
        }

        private RowFormat format() {
            boolean csv = format == RowFormat.Kind.CSV;
            if (format != null) {
                onlyFor(MappingKey.SEPARATOR, csv, "csv");
                onlyFor(MappingKey.SKIP, csv, "csv");
                onlyFor(MappingKey.HEADER, csv, "csv");
                onlyFor(MappingKey.RECORDS, !csv, "formats other than csv");
                onlyFor(MappingKey.ENCODING, !format.hasSchema(), "formats that are text");
            }
            String records = node(MappingKey.RECORDS) == null
                    ? null
                    : scalar(node(MappingKey.RECORDS), MappingKey.RECORDS, "a JSON Pointer, or an element's name");
            boolean xml = format == RowFormat.Kind.XML;
            if (records != null && !xml && !csv && !records.startsWith("/")) {
                wrong(MappingKey.RECORDS, "a JSON Pointer such as /data/rows");
            }
            if (records == null && xml && node(MappingKey.RECORDS) == null) {
                missing(MappingKey.RECORDS, "the name of the element that is a record, such as IntervalReading");
            }
            String first = node(MappingKey.FIRST) == null
                    ? null
                    : scalar(node(MappingKey.FIRST), MappingKey.FIRST, "a column");
            boolean header = (Boolean) value(MappingKey.HEADER, ValueForm.flag(), true);
            if (!header && wide && first == null) {
                missing(MappingKey.FIRST, "the number of the column of the first time, as there is no header");
            }
            return new RowFormat(
                    format,
                    (String) value(MappingKey.ENCODING, ENCODING, null),
                    (Character) value(MappingKey.SEPARATOR, SEPARATOR, (char) 0),
                    (Integer) value(MappingKey.SKIP, ValueForm.whole(0, MOST_SKIP), 0),
                    header,
                    records,
                    first,
                    schema());
        }

        // places

        /** A place from a scalar, or a map of one of its kinds; null if it is none, which is a problem then. */
        private Place place(Node node, String path) {
            if (node instanceof ScalarNode scalar) {
                return remember(column(scalar.getValue(), node, path), node, path);
            }
            if (node instanceof MappingNode map) {
                Map<String, Node> entries = yaml.entries(map, path + ".", Set.of(COLUMN, POINTER, CONSTANT));
                if (entries.size() == 1) {
                    var entry = entries.entrySet().iterator().next();
                    return place(entry.getKey(), entry.getValue(), path + "." + entry.getKey());
                }
            }
            yaml.problem(node, path, EXPECTED_PLACE);
            return null;
        }

        private Place place(String kind, Node node, String path) {
            if (!(node instanceof ScalarNode scalar)) {
                yaml.problem(node, path, "a text");
                return null;
            }
            String text = scalar.getValue();
            Place place = switch (kind) {
                case COLUMN -> column(text, node, path);
                case POINTER -> pointer(text, node, path);
                default -> new Place(Place.Kind.CONSTANT, text);
            };
            return remember(place, node, path);
        }

        private Place column(String text, Node node, String path) {
            if (format == RowFormat.Kind.CSV) {
                return new Place(Place.Kind.COLUMN, text.strip());
            }
            // A member of a record is its column.
            return text.startsWith("/")
                    ? pointer(text, node, path)
                    : new Place(
                            Place.Kind.POINTER, "/" + text.replace("~", "~0").replace("/", "~1"));
        }

        private Place pointer(String text, Node node, String path) {
            if (format == RowFormat.Kind.CSV || !text.startsWith("/")) {
                yaml.problem(
                        node,
                        path,
                        format == RowFormat.Kind.CSV ? "a column, as csv has no pointers" : "a pointer such as /a/b");
                return null;
            }
            return new Place(Place.Kind.POINTER, text);
        }

        private Place remember(Place place, Node node, String path) {
            if (place != null) {
                input.places.putIfAbsent(place, new Location(YamlFile.line(node), path));
            }
            return place;
        }

        private void fields() {
            for (MappedField field : MappedField.values()) {
                if (field == MappedField.UNIT) {
                    continue; // a plain text is a unit there, not a column
                }
                Node node = input.nodes.get(field.id());
                if (node == null) {
                    continue;
                }
                String path = input.path + field.id();
                if (!field.isOf(stream)) {
                    yaml.problem(node, path, "no such key, as records of " + stream.id() + " have none");
                    continue;
                }
                Place place = place(node, path);
                // Known from here on, even if it is wrong.
                fields.put(field, place == null ? new Place(Place.Kind.CONSTANT, "") : place);
            }
            switch (stream) {
                case POWER -> {
                    needs(MappedField.METER);
                    cell(MappedField.VALUE);
                }
                case HEADCOUNT -> {
                    needs(MappedField.ENTERPRISE);
                    needs(MappedField.SOURCE);
                    boolean passages = fields.containsKey(MappedField.IN) || fields.containsKey(MappedField.OUT);
                    if (!passages) {
                        cell(MappedField.COUNT);
                    } else if (fields.containsKey(MappedField.COUNT) || wide) {
                        yaml.problem(
                                input.nodes.getOrDefault(MappedField.IN.id(), input.nodes.get(MappedField.OUT.id())),
                                input.path + (fields.containsKey(MappedField.IN) ? "in" : "out"),
                                "either count, or in and out, and those in no wide table");
                    }
                }
                case CHECKIN -> {
                    needs(MappedField.PERSON);
                    needs(MappedField.ENTERPRISE);
                    needs(MappedField.DIRECTION);
                }
            }
        }

        private void needs(MappedField field) {
            if (!fields.containsKey(field)) {
                problems.add(name, YamlFile.line(input.node), input.path + field.id(), null, EXPECTED_PLACE);
            }
        }

        private void cell(MappedField field) {
            if (!wide) {
                needs(field);
            } else if (fields.containsKey(field)) {
                yaml.problem(
                        input.nodes.get(field.id()),
                        input.path + field.id(),
                        "no such key, as it stands in the columns of times");
            }
        }

        private EnergyUnit unit() {
            Node node = node(MappingKey.UNIT);
            if (node == null || stream != Stream.POWER) {
                onlyFor(MappingKey.UNIT, stream == Stream.POWER, "power");
                return null;
            }
            if (node instanceof MappingNode) {
                Place place = place(node, path(MappingKey.UNIT));
                if (place != null) {
                    fields.put(MappedField.UNIT, place);
                }
                return null;
            }
            return (EnergyUnit) value(MappingKey.UNIT, UNITS, null);
        }

        private BigDecimal factor() {
            onlyFor(MappingKey.FACTOR, stream == Stream.POWER, "power");
            return stream == Stream.POWER ? (BigDecimal) value(MappingKey.FACTOR, FACTOR, null) : null;
        }

        // time

        private TimeRule time(EnergyUnit unit) {
            Node node = node(MappingKey.AT);
            TimeRule plain = new TimeRule(List.of(), null, List.of(TimeFormat.ISO), null, false, Stamp.END, 0);
            if (node == null) {
                missing(MappingKey.AT, EXPECTED_PLACE + ", with pattern, zone, stamp and length");
                return plain;
            }
            if (!(node instanceof MappingNode map)) {
                Place place = place(node, path(MappingKey.AT));
                if (unit != null && unit.isPower()) {
                    missing(MappingKey.AT_LENGTH, "the length of the interval that a power is the mean of");
                }
                return withParts(plain, place == null ? List.of() : List.of(place));
            }
            Set<String> known = new HashSet<>(MappingKey.inside("at."));
            known.addAll(List.of(COLUMN, POINTER, CONSTANT));
            Map<String, Node> nodes = yaml.entries(map, path(MappingKey.AT) + ".", known);
            List<Place> parts = parts(node, nodes);
            List<TimeFormat> formats = formats(nodes);
            Node zoneNode = nodes.get(MappingKey.AT_ZONE.last());
            String zoneText = zoneNode == null ? null : scalar(zoneNode, MappingKey.AT_ZONE, "a zone");
            boolean ofPark = PARK.equals(zoneText);
            ZoneId zone =
                    zoneText == null || ofPark ? null : (ZoneId) value(zoneNode, path(MappingKey.AT_ZONE), ZONE, null);
            if (zoneNode == null && formats.stream().allMatch(TimeFormat::needsZone)) {
                problems.add(
                        name,
                        YamlFile.line(node),
                        path(MappingKey.AT_ZONE),
                        null,
                        "a zone such as Asia/Shanghai, or park, as the pattern has no offset");
            }
            long length =
                    (Long) value(nodes.get(MappingKey.AT_LENGTH.last()), path(MappingKey.AT_LENGTH), length(), 0L);
            Node stampNode = nodes.get(MappingKey.AT_STAMP.last());
            Stamp stamp = (Stamp) value(stampNode, path(MappingKey.AT_STAMP), STAMPS, Stamp.END);
            Node intervalNode = nodes.get(MappingKey.AT_INTERVAL.last());
            Place interval = intervalNode == null ? null : place(intervalNode, path(MappingKey.AT_INTERVAL));
            if (interval != null && stamp != Stamp.END) {
                yaml.problem(stampNode, path(MappingKey.AT_STAMP), "no stamp, as the interval has a number");
            }
            boolean needsLength = stamp != Stamp.END || interval != null || wide || unit != null && unit.isPower();
            if (length == 0 && needsLength && !nodes.containsKey(MappingKey.AT_LENGTH.last())) {
                problems.add(
                        name,
                        YamlFile.line(node),
                        path(MappingKey.AT_LENGTH),
                        null,
                        "the length of an interval, such as PT15M");
            }
            return new TimeRule(parts, interval, formats, zone, ofPark, stamp, length);
        }

        private static TimeRule withParts(TimeRule rule, List<Place> parts) {
            return new TimeRule(
                    parts, rule.interval(), rule.formats(), rule.zone(), rule.ofPark(), rule.stamp(), rule.length());
        }

        private static ValueForm length() {
            ValueForm duration = ValueForm.duration(LONGEST_DAYS);
            return new ValueForm(
                    "a duration such as PT15M, of at most " + LONGEST_DAYS + " days",
                    text -> duration.parse(text) instanceof Long millis && millis > 0 ? millis : null);
        }

        private List<Place> parts(Node at, Map<String, Node> nodes) {
            List<String> kinds = List.of(COLUMN, POINTER, CONSTANT).stream()
                    .filter(nodes::containsKey)
                    .toList();
            if (kinds.size() != 1) {
                yaml.problem(at, path(MappingKey.AT), "one of column, pointer, constant");
                return List.of();
            }
            String kind = kinds.get(0);
            String path = path(MappingKey.AT) + "." + kind;
            List<Node> each = nodes.get(kind) instanceof SequenceNode sequence && !kind.equals(CONSTANT)
                    ? sequence.getValue()
                    : List.of(nodes.get(kind));
            List<Place> parts = new ArrayList<>();
            for (Node node : each) {
                Place place = place(kind, node, path);
                if (place != null) {
                    parts.add(place);
                }
            }
            if (each.isEmpty()) {
                yaml.problem(at, path, "a column, or a list of them");
            }
            return parts;
        }

        private List<TimeFormat> formats(Map<String, Node> nodes) {
            Node node = nodes.get(MappingKey.AT_PATTERN.last());
            if (node == null) {
                return List.of(TimeFormat.ISO);
            }
            ValueForm form = new ValueForm(TimeFormat.EXPECTED, TimeFormat::of);
            List<TimeFormat> formats = new ArrayList<>();
            for (Node each : node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node)) {
                TimeFormat format = (TimeFormat) value(each, path(MappingKey.AT_PATTERN), form, null);
                if (format != null) {
                    formats.add(format);
                }
            }
            // One that is wrong makes no second problem.
            return formats.isEmpty() ? List.of(TimeFormat.ISO) : formats;
        }

        private List<Integer> times(TimeRule time) {
            Node node = node(MappingKey.TIMES);
            if (!wide) {
                onlyFor(MappingKey.TIMES, false, "shape wide");
                onlyFor(MappingKey.FIRST, false, "shape wide");
                return List.of();
            }
            String expected = "the first and the last time of the columns, such as 00:15..24:00";
            if (format != RowFormat.Kind.CSV) {
                wrong(MappingKey.SHAPE, "long, as only csv has columns");
                return List.of();
            }
            if (node == null) {
                missing(MappingKey.TIMES, expected);
                return List.of();
            }
            String text = scalar(node, MappingKey.TIMES, expected);
            Matcher times = TIMES.matcher(text == null ? "" : text.strip());
            if (!times.matches()) {
                if (text != null) {
                    wrong(MappingKey.TIMES, expected);
                }
                return List.of();
            }
            int from = 60 * Integer.parseInt(times.group(1)) + Integer.parseInt(times.group(2));
            int last = 60 * Integer.parseInt(times.group(3)) + Integer.parseInt(times.group(4));
            int to = last == 0 ? 24 * 60 : last;
            long step = time.length() / MINUTE_MILLIS;
            if (time.length() == 0) {
                return List.of(); // said already
            }
            if (from > to || to > 24 * 60 || step * MINUTE_MILLIS != time.length() || (to - from) % step != 0) {
                wrong(MappingKey.TIMES, "times of one day that are at.length apart: " + expected);
                return List.of();
            }
            List<Integer> minutes = new ArrayList<>();
            for (int minute = from; minute <= to; minute += (int) step) {
                minutes.add(minute);
            }
            return minutes;
        }

        // where, words, ids, hash

        private List<Condition> where() {
            Node node = node(MappingKey.WHERE);
            if (node == null) {
                return List.of();
            }
            String path = path(MappingKey.WHERE);
            if (!(node instanceof MappingNode map)) {
                yaml.problem(node, path, "a map of columns or pointers to the values that a row must have");
                return List.of();
            }
            List<Condition> conditions = new ArrayList<>();
            yaml.entries(map, path + ".", null).forEach((key, value) -> {
                Place place = remember(column(key, value, path + "." + key), value, path + "." + key);
                Set<String> values = new LinkedHashSet<>();
                for (Node each : value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value)) {
                    if (each instanceof ScalarNode scalar) {
                        values.add(scalar.getValue().strip());
                    } else {
                        yaml.problem(each, path + "." + key, "a value, or a list of values");
                    }
                }
                if (place != null) {
                    conditions.add(new Condition(place, values));
                }
            });
            return conditions;
        }

        private Map<MappedField, Map<String, String>> words() {
            Node node = node(MappingKey.WORDS);
            if (node == null) {
                return Map.of();
            }
            List<MappedField> fieldsWithWords = Arrays.stream(MappedField.values())
                    .filter(field -> field.isWord() && field.isOf(stream))
                    .toList();
            String path = path(MappingKey.WORDS);
            if (!(node instanceof MappingNode map) || fieldsWithWords.isEmpty()) {
                yaml.problem(node, path, "a map of direction, mode or unit to what a file writes for their words");
                return Map.of();
            }
            Set<String> known = fieldsWithWords.stream().map(MappedField::id).collect(Collectors.toSet());
            Map<MappedField, Map<String, String>> words = new EnumMap<>(MappedField.class);
            yaml.entries(map, path + ".", known).forEach((key, value) -> {
                MappedField field = MappedField.valueOf(key.toUpperCase(Locale.ROOT));
                if (value instanceof MappingNode own) {
                    words.put(field, words(field, own, path + "." + key));
                } else {
                    yaml.problem(value, path + "." + key, "a map of a file's words to those of records");
                }
            });
            return words;
        }

        private Map<String, String> words(MappedField field, MappingNode map, String path) {
            ValueForm form = switch (field) {
                case DIRECTION -> ValueForm.oneOf(List.of("IN", "OUT", "PUNCH"), word -> word);
                case MODE -> ValueForm.oneOf(List.of("ONSITE", "ONLINE"), word -> word);
                default -> new ValueForm(UNITS.expected(), text -> EnergyUnit.of(text) == null ? null : text);
            };
            Map<String, String> words = new HashMap<>();
            yaml.entries(map, path + ".", null).forEach((key, value) -> {
                String word = (String) value(value, path + "." + key, form, null);
                if (word != null) {
                    words.put(key.strip(), word);
                }
            });
            return words;
        }

        private Map<MappedField, IdRule> ids() {
            Node node = node(MappingKey.IDS);
            if (node == null) {
                return Map.of();
            }
            String path = path(MappingKey.IDS);
            if (!(node instanceof MappingNode map)) {
                yaml.problem(node, path, "a map of trim, fold, pad, table, prefix");
                return Map.of();
            }
            Set<String> known = new HashSet<>(MappingKey.inside("ids."));
            List<MappedField> idFields = Arrays.stream(MappedField.values())
                    .filter(field -> field.isId() && field.isOf(stream))
                    .toList();
            idFields.forEach(field -> known.add(field.id()));
            Map<String, Node> nodes = new LinkedHashMap<>(yaml.entries(map, path + ".", known));
            Map<MappedField, IdRule> rules = new EnumMap<>(MappedField.class);
            IdRule all = idRule(nodes, path + ".");
            for (MappedField field : idFields) {
                Node own = nodes.get(field.id());
                if (own == null) {
                    rules.put(field, all);
                } else if (own instanceof MappingNode ownMap) {
                    String ownPath = path + "." + field.id() + ".";
                    rules.put(field, idRule(yaml.entries(ownMap, ownPath, MappingKey.inside("ids.")), ownPath));
                } else {
                    yaml.problem(own, path + "." + field.id(), "a map of trim, fold, pad, table, prefix");
                }
            }
            return rules;
        }

        private IdRule idRule(Map<String, Node> nodes, String path) {
            Set<String> folds = new HashSet<>();
            Node foldNode = nodes.get(MappingKey.IDS_FOLD.last());
            if (foldNode != null) {
                ValueForm form = ValueForm.oneOf(List.of("width", "case"), word -> word);
                for (Node each : foldNode instanceof SequenceNode sequence ? sequence.getValue() : List.of(foldNode)) {
                    folds.add((String) value(each, path + MappingKey.IDS_FOLD.last(), form, ""));
                }
            }
            Node prefix = nodes.get(MappingKey.IDS_PREFIX.last());
            return new IdRule(
                            (Boolean) value(
                                    nodes.get(MappingKey.IDS_TRIM.last()),
                                    path + MappingKey.IDS_TRIM.last(),
                                    ValueForm.flag(),
                                    true),
                            folds.contains("width"),
                            folds.contains("case"),
                            (Integer) value(
                                    nodes.get(MappingKey.IDS_PAD.last()),
                                    path + MappingKey.IDS_PAD.last(),
                                    ValueForm.whole(1, MOST_PAD),
                                    0),
                            table(nodes.get(MappingKey.IDS_TABLE.last()), path + MappingKey.IDS_TABLE.last()),
                            prefix instanceof ScalarNode scalar ? scalar.getValue() : notText(prefix, path))
                    .ready();
        }

        private String notText(Node prefix, String path) {
            if (prefix != null) {
                yaml.problem(prefix, path + MappingKey.IDS_PREFIX.last(), "a text");
            }
            return "";
        }

        private Map<String, String> table(Node node, String path) {
            if (node == null) {
                return Map.of();
            }
            String file = node instanceof ScalarNode scalar ? scalar.getValue() : "";
            Path folder = folderOf(file);
            if (folder == null) {
                yaml.problem(node, path, "a CSV file of two columns, from and to");
                return Map.of();
            }
            String text = TextFile.read(folder, file, problems);
            Map<String, String> table = new HashMap<>();
            try (CsvReader<CsvRecord> rows = CsvReader.builder()
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofCsvRecord(text == null ? "" : text)) {
                for (CsvRecord row : rows) {
                    int line = (int) row.getStartingLineNumber();
                    if (row.getFieldCount() < 2) {
                        problems.add(file, line, null, row.getField(0), "two columns, from and to");
                    } else if (line > 1 || !row.getField(0).strip().equals("from")) {
                        String before = table.putIfAbsent(
                                row.getField(0), row.getField(1).strip());
                        if (before != null && !before.equals(row.getField(1).strip())) {
                            problems.add(
                                    file, line, "from", row.getField(0), "each id once; it is " + before + " already");
                        }
                    }
                }
            } catch (CsvParseException e) {
                problems.add(file, 0, null, null, "CSV as in RFC 4180: " + e.getMessage());
            } catch (IOException e) {
                throw new UncheckedIOException(e); // of a text there is none
            }
            return table;
        }

        private String hash() {
            Node node = node(MappingKey.HASH);
            if (node == null) {
                return null;
            }
            onlyFor(MappingKey.HASH, stream == Stream.CHECKIN, "checkin");
            String expected = "the name of an environment variable that is set and holds the key";
            String variable = scalar(node, MappingKey.HASH, expected);
            if (variable == null) {
                return null;
            }
            String key = VARIABLE.matcher(variable).matches() ? environment.apply(variable) : null;
            if (key == null || key.isEmpty()) {
                // What stands there may be the key itself, put there by mistake.
                problems.add(
                        name,
                        YamlFile.line(node),
                        path(MappingKey.HASH),
                        VARIABLE.matcher(variable).matches() ? variable : "…",
                        expected);
                return null;
            }
            return variable;
        }
    }
}
