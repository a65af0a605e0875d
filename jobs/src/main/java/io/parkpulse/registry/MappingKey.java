package io.parkpulse.registry;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys of an input of a mapping. {@code docs/import.md} describes each. */
public enum MappingKey {
    FILES("files"),
    TOPIC("topic"),
    STREAM("stream"),
    FORMAT("format"),
    SCHEMA("schema"),
    MESSAGE("message"),
    ENCODING("encoding"),
    SEPARATOR("separator"),
    SKIP("skip"),
    DECIMAL("decimal"),
    HEADER("header"),
    RECORDS("records"),
    WHERE("where"),
    SHAPE("shape"),
    TIMES("times"),
    FIRST("first"),
    METER("meter"),
    ENTERPRISE("enterprise"),
    PERSON("person"),
    SOURCE("source"),
    VALUE("value"),
    COUNT("count"),
    IN("in"),
    OUT("out"),
    DIRECTION("direction"),
    MODE("mode"),
    AT("at"),
    AT_PATTERN("at.pattern"),
    AT_ZONE("at.zone"),
    AT_STAMP("at.stamp"),
    AT_LENGTH("at.length"),
    AT_INTERVAL("at.interval"),
    UNIT("unit"),
    FACTOR("factor"),
    WORDS("words"),
    IDS("ids"),
    IDS_TRIM("ids.trim"),
    IDS_FOLD("ids.fold"),
    IDS_PAD("ids.pad"),
    IDS_TABLE("ids.table"),
    IDS_PREFIX("ids.prefix"),
    HASH("hash");

    private final String path;

    MappingKey(String path) {
        this.path = path;
    }

    /** Its name, with that of the key it stands in before it: {@code at.zone}. */
    public String path() {
        return path;
    }

    String last() {
        return path.substring(path.indexOf('.') + 1);
    }

    /** The names of the keys right inside another. */
    static Set<String> inside(String outer) {
        return Arrays.stream(values())
                .map(MappingKey::path)
                .filter(path -> path.startsWith(outer) && path.indexOf('.', outer.length()) < 0)
                .map(path -> path.substring(outer.length()))
                .collect(Collectors.toSet());
    }
}
