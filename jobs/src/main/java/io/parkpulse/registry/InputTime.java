package io.parkpulse.registry;

import io.parkpulse.mapping.EnergyUnit;
import io.parkpulse.mapping.Place;
import io.parkpulse.mapping.RowFormat;
import io.parkpulse.mapping.Stamp;
import io.parkpulse.mapping.TimeFormat;
import io.parkpulse.mapping.TimeRule;
import io.parkpulse.message.Message;
import io.parkpulse.model.ValueForm;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads of an input which times its rows have. */
final class InputTime {
    private static final String PARK = "park";
    private static final int LONGEST_DAYS = 31;
    private static final int MINUTE_MILLIS = 60_000;
    private static final Pattern TIMES = Pattern.compile("(\\d{1,2}):([0-5]\\d)\\s*\\.\\.\\s*(\\d{1,2}):([0-5]\\d)");
    private static final ValueForm STAMPS =
            ValueForm.oneOf(List.of(Stamp.values()), stamp -> stamp.name().toLowerCase(Locale.ROOT));
    private static final ValueForm ZONE = new ValueForm(Message.of("value.zone"), text -> {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            return null;
        }
    });

    private final InputNodes input;
    private final InputPlaces places;
    private final RowFormat.Kind format;
    private final boolean wide;

    InputTime(InputNodes input, InputPlaces places, RowFormat.Kind format, boolean wide) {
        this.input = input;
        this.places = places;
        this.format = format;
        this.wide = wide;
    }

    /**
     * Reads when a row was.
     *
     * @param unit of its value; null if none is named
     */
    TimeRule time(EnergyUnit unit) {
        Node node = input.node(MappingKey.AT);
        TimeRule plain = new TimeRule(List.of(), null, List.of(TimeFormat.ISO), null, false, Stamp.END, 0);
        if (node == null) {
            input.missing(MappingKey.AT, Message.of("mapping.place_of_time"));
            return plain;
        }
        if (!(node instanceof MappingNode map)) {
            Place place = places.place(node, input.path(MappingKey.AT));
            if (unit != null && unit.isPower()) {
                input.missing(MappingKey.AT_LENGTH, Message.of("mapping.power_length"));
            }
            return withParts(plain, place == null ? List.of() : List.of(place));
        }
        Set<String> known = new HashSet<>(MappingKey.inside("at."));
        known.addAll(List.of(InputPlaces.COLUMN, InputPlaces.POINTER, InputPlaces.CONSTANT));
        Map<String, Node> nodes = input.yaml().entries(map, input.path(MappingKey.AT) + ".", known);
        List<Place> parts = parts(node, nodes);
        List<TimeFormat> formats = formats(nodes);
        Node zoneNode = nodes.get(MappingKey.AT_ZONE.last());
        String zoneText =
                zoneNode == null ? null : input.scalar(zoneNode, MappingKey.AT_ZONE, Message.of("mapping.zone"));
        boolean ofPark = PARK.equals(zoneText);
        ZoneId zone = zoneText == null || ofPark
                ? null
                : (ZoneId) input.value(zoneNode, input.path(MappingKey.AT_ZONE), ZONE, null);
        if (zoneNode == null && formats.stream().allMatch(TimeFormat::needsZone)) {
            input.missing(node, input.path(MappingKey.AT_ZONE), Message.of("mapping.zone_needed"));
        }
        long length = (Long)
                input.value(nodes.get(MappingKey.AT_LENGTH.last()), input.path(MappingKey.AT_LENGTH), length(), 0L);
        Node stampNode = nodes.get(MappingKey.AT_STAMP.last());
        Stamp stamp = (Stamp) input.value(stampNode, input.path(MappingKey.AT_STAMP), STAMPS, Stamp.END);
        Node intervalNode = nodes.get(MappingKey.AT_INTERVAL.last());
        Place interval = intervalNode == null ? null : places.place(intervalNode, input.path(MappingKey.AT_INTERVAL));
        if (interval != null && stamp != Stamp.END) {
            input.yaml().problem(stampNode, input.path(MappingKey.AT_STAMP), Message.of("mapping.no_stamp"));
        }
        boolean needsLength = stamp != Stamp.END || interval != null || wide || unit != null && unit.isPower();
        if (length == 0 && needsLength && !nodes.containsKey(MappingKey.AT_LENGTH.last())) {
            input.missing(node, input.path(MappingKey.AT_LENGTH), Message.of("mapping.length"));
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
                Message.of("value.length", "days", LONGEST_DAYS),
                text -> duration.parse(text) instanceof Long millis && millis > 0 ? millis : null);
    }

    private List<Place> parts(Node at, Map<String, Node> nodes) {
        List<String> kinds = List.of(InputPlaces.COLUMN, InputPlaces.POINTER, InputPlaces.CONSTANT).stream()
                .filter(nodes::containsKey)
                .toList();
        if (kinds.size() != 1) {
            input.yaml().problem(at, input.path(MappingKey.AT), Message.of("mapping.one_place"));
            return List.of();
        }
        String kind = kinds.get(0);
        String path = input.path(MappingKey.AT) + "." + kind;
        List<Node> each = nodes.get(kind) instanceof SequenceNode sequence && !kind.equals(InputPlaces.CONSTANT)
                ? sequence.getValue()
                : List.of(nodes.get(kind));
        List<Place> parts = new ArrayList<>();
        for (Node node : each) {
            Place place = places.place(kind, node, path);
            if (place != null) {
                parts.add(place);
            }
        }
        if (each.isEmpty()) {
            input.yaml().problem(at, path, Message.of("mapping.columns"));
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
            TimeFormat format = (TimeFormat) input.value(each, input.path(MappingKey.AT_PATTERN), form, null);
            if (format != null) {
                formats.add(format);
            }
        }
        // One that is wrong makes no second problem.
        return formats.isEmpty() ? List.of(TimeFormat.ISO) : formats;
    }

    /** The times of the columns of a wide table, minutes of the day; none of a long one. */
    List<Integer> times(TimeRule time) {
        Node node = input.node(MappingKey.TIMES);
        if (!wide) {
            input.onlyFor(MappingKey.TIMES, false, Message.of("mapping.only_for.wide"));
            input.onlyFor(MappingKey.FIRST, false, Message.of("mapping.only_for.wide"));
            return List.of();
        }
        Message expected = Message.of("mapping.times");
        if (format != RowFormat.Kind.CSV) {
            input.wrong(MappingKey.SHAPE, Message.of("mapping.long"));
            return List.of();
        }
        if (node == null) {
            input.missing(MappingKey.TIMES, expected);
            return List.of();
        }
        String text = input.scalar(node, MappingKey.TIMES, expected);
        Matcher times = TIMES.matcher(text == null ? "" : text.strip());
        if (!times.matches()) {
            if (text != null) {
                input.wrong(MappingKey.TIMES, expected);
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
            input.wrong(MappingKey.TIMES, Message.of("mapping.times_apart"));
            return List.of();
        }
        List<Integer> minutes = new ArrayList<>();
        for (int minute = from; minute <= to; minute += (int) step) {
            minutes.add(minute);
        }
        return minutes;
    }
}
