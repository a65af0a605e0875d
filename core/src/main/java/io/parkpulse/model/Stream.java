package io.parkpulse.model;

import io.parkpulse.model.StreamField.Role;
import io.parkpulse.model.StreamField.Type;
import io.parkpulse.model.StreamField.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The streams of a recording, in the order in which the outputs name them, each with what its records say. Reading,
 * checking, topics, playing, recording and counting go by this.
 */
public enum Stream {
    CHECKIN(
            Subject.ENTERPRISE,
            StreamField.of(Role.NAME, "person", Type.TEXT),
            StreamField.of(Role.DIRECTION, "direction", Type.WORD, new Word("IN", Observation.IN), new Word("OUT", 0)),
            StreamField.of(Role.MODE, "mode", Type.WORD, new Word("ONSITE", 0), new Word("ONLINE", Observation.ONLINE))
                    .optional()),
    HEADCOUNT(
            Subject.ENTERPRISE,
            StreamField.of(Role.NAME, "source", Type.TEXT),
            StreamField.of(Role.VALUE, "count", Type.WHOLE),
            StreamField.of(Role.CAME_IN, "in", Type.WHOLE).inPlaceOf(Role.VALUE),
            StreamField.of(Role.WENT_OUT, "out", Type.WHOLE).inPlaceOf(Role.VALUE),
            StreamField.of(Role.REV, "rev", Type.WHOLE).optional()),
    POWER(
            Subject.METER,
            StreamField.of(Role.VALUE, "value", Type.ENERGY),
            StreamField.of(Role.REV, "rev", Type.WHOLE).optional(),
            StreamField.of(
                            Role.UNIT,
                            "unit",
                            Type.UNIT,
                            new Word("Wh", 1),
                            new Word("kWh", 1_000),
                            new Word("MWh", 1_000_000),
                            new Word("10MWh", 10_000_000))
                    .optional(),
            StreamField.of(Role.EVENT, "event", Type.WORD, new Word("RESET", Observation.RESET))
                    .optional(),
            StreamField.of(Role.PERIOD, "period", Type.DURATION).optional());

    private final String id = name().toLowerCase(Locale.ROOT);
    private final Subject subject;
    private final List<StreamField> fields;

    Stream(Subject subject, StreamField... own) {
        this.subject = subject;
        List<StreamField> all = new ArrayList<>();
        all.add(StreamField.of(Role.SUBJECT, subject.id(), Type.TEXT));
        all.add(StreamField.of(Role.AT, "at", Type.TIME));
        all.add(StreamField.of(Role.RECEIVED, "received", Type.TIME).optional());
        all.addAll(List.of(own));
        this.fields = List.copyOf(all);
    }

    /** The name in outputs, e.g. {@code power}. */
    public String id() {
        return id;
    }

    /** The file of a recording that holds this stream, e.g. {@code power.jsonl}. */
    public String fileName() {
        return id + ".jsonl";
    }

    /** What its records are about. */
    public Subject subject() {
        return subject;
    }

    /** The fields that it knows, no two of one role, in the order in which their shape is checked. */
    public List<StreamField> fields() {
        return fields;
    }
}
