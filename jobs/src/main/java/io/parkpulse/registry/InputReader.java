package io.parkpulse.registry;

import io.parkpulse.exact.Numbers;
import io.parkpulse.files.Reason;
import io.parkpulse.files.RegularFile;
import io.parkpulse.files.checked.YamlFile;
import io.parkpulse.mapping.Condition;
import io.parkpulse.mapping.EnergyUnit;
import io.parkpulse.mapping.MappedField;
import io.parkpulse.mapping.MappedInput;
import io.parkpulse.mapping.Mapping;
import io.parkpulse.mapping.Place;
import io.parkpulse.mapping.RowFormat;
import io.parkpulse.mapping.TimeRule;
import io.parkpulse.mapping.ValueSchema;
import io.parkpulse.message.Message;
import io.parkpulse.model.Stream;
import io.parkpulse.model.ValueForm;
import io.parkpulse.schemas.ValueText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one input of a mapping: what its rows are, and what stands where in them. */
final class InputReader {
    private static final int MOST_SKIP = 1_000_000;
    /** What Kafka takes. */
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

    private static final String OWN_TOPICS = "parkpulse.";
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final ValueForm STREAMS = ValueForm.oneOf(List.of(Stream.values()), Stream::id);
    private static final ValueForm FORMATS = ValueForm.oneOf(List.of(RowFormat.Kind.values()), RowFormat.Kind::id);
    private static final ValueForm SHAPES = ValueForm.oneOf(List.of("long", "wide"), shape -> shape);
    private static final ValueForm DECIMALS = ValueForm.oneOf(List.of(".", ","), sign -> sign);
    private static final ValueForm UNITS = new ValueForm(
            Message.of(
                    "registry.one_of",
                    "words",
                    Arrays.stream(EnergyUnit.values()).map(EnergyUnit::word).collect(Collectors.joining(", "))
                            + ", 度, 千瓦时"),
            EnergyUnit::of);
    private static final ValueForm FACTOR = new ValueForm(Message.of("value.factor"), text -> {
        BigDecimal factor = Numbers.decimal(text);
        return factor == null || factor.signum() == 0 ? null : factor;
    });
    private static final ValueForm ENCODING = new ValueForm(
            Message.of("value.encoding"), text -> Charset.forName(text).name());

    private final InputNodes input;
    private final Path dir;
    private final Path beside;
    private final Function<String, String> environment;
    private final Stream stream;
    private final RowFormat.Kind format;
    private final boolean wide;
    private final InputPlaces places;
    private final Map<MappedField, Place> fields = new EnumMap<>(MappedField.class);

    /**
     * @param dir where files that it names are looked for
     * @param beside and where, if they are not there
     * @param environment the values of environment variables; null for one that is not set
     */
    InputReader(InputNodes input, Path dir, Path beside, Function<String, String> environment) {
        this.input = input;
        this.dir = dir;
        this.beside = beside;
        this.environment = environment;
        this.stream = (Stream) input.required(MappingKey.STREAM, STREAMS);
        this.format = (RowFormat.Kind) input.required(MappingKey.FORMAT, FORMATS);
        this.wide = "wide".equals(input.value(MappingKey.SHAPE, SHAPES, "long"));
        this.places = new InputPlaces(input, format);
    }

    /** Where a place stands that the input names. */
    InputPlaces.Location location(Place place) {
        if (place.kind() != Place.Kind.TIME) {
            return places.location(place);
        }
        MappingKey key = input.node(MappingKey.FIRST) == null ? MappingKey.TIMES : MappingKey.FIRST;
        return new InputPlaces.Location(YamlFile.line(input.node(key)), input.path(key));
    }

    /** Reads it; null where nobody can say what it is, which is a problem then. */
    MappedInput read() {
        Node files = input.node(MappingKey.FILES);
        String topic = topic();
        if (files == null && input.node(MappingKey.TOPIC) == null) {
            input.missing(MappingKey.FILES, Message.of("mapping.files_or_topic"));
        }
        RowFormat rowFormat = format();
        if (stream == null || format == null) {
            return null; // what the other keys mean nobody can say
        }
        fields();
        EnergyUnit unit = unit();
        InputTime times = new InputTime(input, places, format, wide);
        TimeRule time = times.time(unit);
        Mapping mapping = new Mapping(
                stream,
                fields,
                time,
                times.times(time),
                where(),
                ((String) input.value(MappingKey.DECIMAL, DECIMALS, " ")).charAt(0),
                unit,
                factor(),
                words(),
                new InputIds(input, stream, this::folderOf).ids(),
                hash());
        String pattern = files == null ? null : input.scalar(files, MappingKey.FILES, Message.of("mapping.files"));
        return new MappedInput(pattern, topic, rowFormat, mapping);
    }

    private String topic() {
        Node node = input.node(MappingKey.TOPIC);
        String topic = node == null ? null : input.scalar(node, MappingKey.TOPIC, Message.of("mapping.topic"));
        if (topic != null && !TOPIC.matcher(topic).matches()) {
            input.wrong(MappingKey.TOPIC, Message.of("mapping.topic_letters"));
        } else if (topic != null && topic.startsWith(OWN_TOPICS)) {
            input.wrong(MappingKey.TOPIC, Message.of("mapping.topic_own", "prefix", OWN_TOPICS));
        }
        return topic;
    }

    private ValueSchema schema() {
        Node node = input.node(MappingKey.SCHEMA);
        if (format == null || !format.hasSchema()) {
            input.onlyFor(
                    MappingKey.SCHEMA,
                    format == null,
                    Message.joined("and", Message.asIs("avro"), Message.asIs("protobuf")));
            input.onlyFor(MappingKey.MESSAGE, format == null, "protobuf");
            return null;
        }
        input.onlyFor(MappingKey.MESSAGE, format == RowFormat.Kind.PROTOBUF, "protobuf");
        if (input.node(MappingKey.FILES) != null) {
            input.wrong(MappingKey.FILES, Message.of("mapping.topic_of", "format", format.id()));
        }
        if (node == null) {
            input.onlyFor(MappingKey.MESSAGE, false, Message.of("mapping.only_for.schema_file"));
            return null;
        }
        Message expected = Message.of("mapping.schema");
        String file = input.scalar(node, MappingKey.SCHEMA, expected);
        Path folder = file == null ? null : folderOf(file);
        if (folder == null) {
            if (file != null) {
                input.wrong(MappingKey.SCHEMA, expected);
            }
            return null;
        }
        try {
            String message = input.node(MappingKey.MESSAGE) == null
                    ? null
                    : input.scalar(input.node(MappingKey.MESSAGE), MappingKey.MESSAGE, Message.of("mapping.message"));
            ValueSchema schema = new ValueSchema(RegularFile.read(folder.resolve(file)), message);
            ValueText.of(new RowFormat(format, null, (char) 0, 0, true, null, null, schema), null);
            return schema;
        } catch (IOException e) {
            input.wrong(MappingKey.SCHEMA, Message.of("mapping.can_be_read", "reason", Reason.of(e)));
        } catch (IllegalArgumentException e) {
            input.wrong(MappingKey.SCHEMA, Message.asIs(e.getMessage()));
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
            input.onlyFor(MappingKey.SEPARATOR, csv, "csv");
            input.onlyFor(MappingKey.SKIP, csv, "csv");
            input.onlyFor(MappingKey.HEADER, csv, "csv");
            input.onlyFor(MappingKey.RECORDS, !csv, Message.of("mapping.only_for.not_csv"));
            input.onlyFor(MappingKey.ENCODING, !format.hasSchema(), Message.of("mapping.only_for.text"));
        }
        String records = input.node(MappingKey.RECORDS) == null
                ? null
                : input.scalar(input.node(MappingKey.RECORDS), MappingKey.RECORDS, Message.of("mapping.records"));
        boolean xml = format == RowFormat.Kind.XML;
        if (records != null && !xml && !csv && !records.startsWith("/")) {
            input.wrong(MappingKey.RECORDS, Message.of("mapping.pointer_rows"));
        }
        if (records == null && xml && input.node(MappingKey.RECORDS) == null) {
            input.missing(MappingKey.RECORDS, Message.of("mapping.element"));
        }
        String first = input.node(MappingKey.FIRST) == null
                ? null
                : input.scalar(input.node(MappingKey.FIRST), MappingKey.FIRST, Message.of("mapping.column"));
        boolean header = (Boolean) input.value(MappingKey.HEADER, ValueForm.flag(), true);
        if (!header && wide && first == null) {
            input.missing(MappingKey.FIRST, Message.of("mapping.first"));
        }
        return new RowFormat(
                format,
                (String) input.value(MappingKey.ENCODING, ENCODING, null),
                (Character) input.value(MappingKey.SEPARATOR, InputNodes.SEPARATOR, (char) 0),
                (Integer) input.value(MappingKey.SKIP, ValueForm.whole(0, MOST_SKIP), 0),
                header,
                records,
                first,
                schema());
    }

    private void fields() {
        for (MappedField field : MappedField.values()) {
            if (field == MappedField.UNIT) {
                continue; // a plain text is a unit there, not a column
            }
            Node node = input.node(field.id());
            if (node == null) {
                continue;
            }
            String path = input.path(field.id());
            if (!field.isOf(stream)) {
                input.yaml().problem(node, path, Message.of("mapping.not_of_stream", "stream", stream.id()));
                continue;
            }
            Place place = places.place(node, path);
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
                    input.yaml()
                            .problem(
                                    input.node(
                                            fields.containsKey(MappedField.IN)
                                                    ? MappedField.IN.id()
                                                    : MappedField.OUT.id()),
                                    input.path(fields.containsKey(MappedField.IN) ? "in" : "out"),
                                    Message.of("mapping.count_or_passages"));
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
            input.missing(input.path(field.id()), InputPlaces.EXPECTED);
        }
    }

    private void cell(MappedField field) {
        if (!wide) {
            needs(field);
        } else if (fields.containsKey(field)) {
            input.yaml().problem(input.node(field.id()), input.path(field.id()), Message.of("mapping.in_times"));
        }
    }

    private EnergyUnit unit() {
        Node node = input.node(MappingKey.UNIT);
        if (node == null || stream != Stream.POWER) {
            input.onlyFor(MappingKey.UNIT, stream == Stream.POWER, "power");
            return null;
        }
        if (node instanceof MappingNode) {
            Place place = places.place(node, input.path(MappingKey.UNIT));
            if (place != null) {
                fields.put(MappedField.UNIT, place);
            }
            return null;
        }
        return (EnergyUnit) input.value(MappingKey.UNIT, UNITS, null);
    }

    private BigDecimal factor() {
        input.onlyFor(MappingKey.FACTOR, stream == Stream.POWER, "power");
        return stream == Stream.POWER ? (BigDecimal) input.value(MappingKey.FACTOR, FACTOR, null) : null;
    }

    private List<Condition> where() {
        Node node = input.node(MappingKey.WHERE);
        if (node == null) {
            return List.of();
        }
        String path = input.path(MappingKey.WHERE);
        if (!(node instanceof MappingNode map)) {
            input.yaml().problem(node, path, Message.of("mapping.where"));
            return List.of();
        }
        List<Condition> conditions = new ArrayList<>();
        input.yaml().entries(map, path + ".", null).forEach((key, value) -> {
            Place place = places.remember(places.column(key, value, path + "." + key), value, path + "." + key);
            Set<String> values = new LinkedHashSet<>();
            for (Node each : value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value)) {
                if (each instanceof ScalarNode scalar) {
                    values.add(scalar.getValue().strip());
                } else {
                    input.yaml().problem(each, path + "." + key, Message.of("mapping.where_value"));
                }
            }
            if (place != null) {
                conditions.add(new Condition(place, values));
            }
        });
        return conditions;
    }

    private Map<MappedField, Map<String, String>> words() {
        Node node = input.node(MappingKey.WORDS);
        if (node == null) {
            return Map.of();
        }
        List<MappedField> fieldsWithWords = Arrays.stream(MappedField.values())
                .filter(field -> field.isWord() && field.isOf(stream))
                .toList();
        String path = input.path(MappingKey.WORDS);
        if (!(node instanceof MappingNode map) || fieldsWithWords.isEmpty()) {
            input.yaml().problem(node, path, Message.of("mapping.words"));
            return Map.of();
        }
        Set<String> known = fieldsWithWords.stream().map(MappedField::id).collect(Collectors.toSet());
        Map<MappedField, Map<String, String>> words = new EnumMap<>(MappedField.class);
        input.yaml().entries(map, path + ".", known).forEach((key, value) -> {
            MappedField field = MappedField.valueOf(key.toUpperCase(Locale.ROOT));
            if (value instanceof MappingNode own) {
                words.put(field, words(field, own, path + "." + key));
            } else {
                input.yaml().problem(value, path + "." + key, Message.of("mapping.words_of"));
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
        input.yaml().entries(map, path + ".", null).forEach((key, value) -> {
            String word = (String) input.value(value, path + "." + key, form, null);
            if (word != null) {
                words.put(key.strip(), word);
            }
        });
        return words;
    }

    private String hash() {
        Node node = input.node(MappingKey.HASH);
        if (node == null) {
            return null;
        }
        input.onlyFor(MappingKey.HASH, stream == Stream.CHECKIN, "checkin");
        Message expected = Message.of("mapping.hash");
        String variable = input.scalar(node, MappingKey.HASH, expected);
        if (variable == null) {
            return null;
        }
        String key = VARIABLE.matcher(variable).matches() ? environment.apply(variable) : null;
        if (key == null || key.isEmpty()) {
            // What stands there may be the key itself, put there by mistake.
            input.problem(
                    YamlFile.line(node),
                    input.path(MappingKey.HASH),
                    VARIABLE.matcher(variable).matches() ? variable : "…",
                    expected);
            return null;
        }
        return variable;
    }
}
