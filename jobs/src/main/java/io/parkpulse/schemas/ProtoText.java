package io.parkpulse.schemas;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a schema of Protocol Buffers as people write it, in which form a schema registry gives it: what matters for values.
 * Options, services, extensions and reserved numbers are passed over.
 */
final class ProtoText {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s+|//[^\\n]*|/\\*(?s:.*?)\\*/" // nothing
                    + "|(\\.?[A-Za-z_][A-Za-z0-9_.]*|-?[0-9][A-Za-z0-9_.+]*|\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*'|.)");
    private static final Map<String, Type> SCALARS = Stream.of(
                    Type.TYPE_DOUBLE,
                    Type.TYPE_FLOAT,
                    Type.TYPE_INT64,
                    Type.TYPE_UINT64,
                    Type.TYPE_INT32,
                    Type.TYPE_UINT32,
                    Type.TYPE_SINT32,
                    Type.TYPE_SINT64,
                    Type.TYPE_FIXED32,
                    Type.TYPE_FIXED64,
                    Type.TYPE_SFIXED32,
                    Type.TYPE_SFIXED64,
                    Type.TYPE_BOOL,
                    Type.TYPE_STRING,
                    Type.TYPE_BYTES)
            .collect(Collectors.toUnmodifiableMap(
                    type -> type.name().substring("TYPE_".length()).toLowerCase(Locale.ROOT), Function.identity()));
    private static final int DEEPEST = 100;

    private final List<String> tokens = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private int at;
    private boolean proto3;

    private ProtoText(String text) {
        Matcher matcher = TOKEN.matcher(text);
        int line = 1;
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                tokens.add(matcher.group(1));
                lines.add(line);
            }
            line += (int) matcher.group().chars().filter(c -> c == '\n').count();
        }
        lines.add(line);
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is none; the message completes "expected …"
     */
    static FileDescriptorProto parse(String name, String text) {
        return new ProtoText(text).file(name);
    }

    private FileDescriptorProto file(String name) {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder().setName(name);
        while (at < tokens.size()) {
            String word = next();
            switch (word) {
                case "syntax" -> {
                    expect("=");
                    String syntax = text();
                    proto3 = syntax.equals("proto3");
                    file.setSyntax(syntax);
                    expect(";");
                }
                case "edition" -> {
                    expect("=");
                    text();
                    file.setSyntax("editions").setEdition(Edition.EDITION_2023);
                    expect(";");
                }
                case "package" -> {
                    file.setPackage(next());
                    expect(";");
                }
                case "import" -> {
                    boolean isPublic = peek().equals("public");
                    if (isPublic || peek().equals("weak")) {
                        at++;
                    }
                    if (isPublic) {
                        file.addPublicDependency(file.getDependencyCount());
                    }
                    file.addDependency(text());
                    expect(";");
                }
                case "message" -> file.addMessageType(message(0));
                case "enum" -> file.addEnumType(enumeration());
                case "option", "service", "extend" -> skipStatement();
                case ";" -> {}
                default -> throw wrong(word, "message, enum, import, package, option or syntax");
            }
        }
        return file.build();
    }

    private DescriptorProto message(int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("a schema of messages at most " + DEEPEST + " deep");
        }
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(next());
        List<FieldDescriptorProto.Builder> optional = new ArrayList<>();
        expect("{");
        for (String word = next(); !word.equals("}"); word = next()) {
            switch (word) {
                case "message" -> message.addNestedType(message(depth + 1));
                case "enum" -> message.addEnumType(enumeration());
                case "oneof" -> oneof(message);
                case "option", "reserved", "extensions", "extend" -> skipStatement();
                case ";" -> {}
                case "repeated" -> message.addField(field(next(), Label.LABEL_REPEATED));
                case "required" -> message.addField(field(next(), Label.LABEL_REQUIRED));
                case "optional" -> {
                    FieldDescriptorProto.Builder field = field(next(), Label.LABEL_OPTIONAL);
                    message.addField(field);
                    if (proto3) {
                        optional.add(message.getFieldBuilder(message.getFieldCount() - 1));
                    }
                }
                case "map" -> map(message);
                default -> message.addField(field(word, Label.LABEL_OPTIONAL));
            }
        }
        // What marks presence in proto3: a group of one, behind all others.
        for (FieldDescriptorProto.Builder field : optional) {
            field.setProto3Optional(true).setOneofIndex(message.getOneofDeclCount());
            message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + field.getName()));
        }
        return message.build();
    }

    private void oneof(DescriptorProto.Builder message) {
        int index = message.getOneofDeclCount();
        message.addOneofDecl(OneofDescriptorProto.newBuilder().setName(next()));
        expect("{");
        for (String word = next(); !word.equals("}"); word = next()) {
            if (word.equals("option")) {
                skipStatement();
            } else if (!word.equals(";")) {
                message.addField(field(word, Label.LABEL_OPTIONAL).setOneofIndex(index));
            }
        }
    }

    private void map(DescriptorProto.Builder message) {
        expect("<");
        FieldDescriptorProto.Builder key =
                typed(next(), Label.LABEL_OPTIONAL).setName("key").setNumber(1);
        expect(",");
        FieldDescriptorProto.Builder value =
                typed(next(), Label.LABEL_OPTIONAL).setName("value").setNumber(2);
        expect(">");
        String name = next();
        String entry = name + "Entry";
        message.addNestedType(DescriptorProto.newBuilder()
                .setName(entry)
                .addField(key)
                .addField(value)
                .setOptions(MessageOptions.newBuilder().setMapEntry(true)));
        message.addField(numbered(typed(entry, Label.LABEL_REPEATED).setName(name)));
    }

    private FieldDescriptorProto.Builder field(String type, Label label) {
        if (type.equals("group")) {
            throw wrong(type, "a field's type, as groups are not read");
        }
        return numbered(typed(type, label).setName(next()));
    }

    private static FieldDescriptorProto.Builder typed(String type, Label label) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder().setLabel(label);
        Type scalar = SCALARS.get(type);
        return scalar != null ? field.setType(scalar) : field.setTypeName(type);
    }

    /** Reads a field's number, and what follows up to its end. */
    private FieldDescriptorProto.Builder numbered(FieldDescriptorProto.Builder field) {
        expect("=");
        field.setNumber(number());
        skipStatement();
        return field;
    }

    private EnumDescriptorProto enumeration() {
        EnumDescriptorProto.Builder enumeration =
                EnumDescriptorProto.newBuilder().setName(next());
        expect("{");
        for (String word = next(); !word.equals("}"); word = next()) {
            switch (word) {
                case "option" -> {
                    if (peek().equals("allow_alias")) {
                        enumeration.getOptionsBuilder().setAllowAlias(true);
                    }
                    skipStatement();
                }
                case "reserved" -> skipStatement();
                case ";" -> {}
                default -> {
                    expect("=");
                    enumeration.addValue(
                            EnumValueDescriptorProto.newBuilder().setName(word).setNumber(number()));
                    skipStatement();
                }
            }
        }
        return enumeration.build();
    }

    /** To behind the semicolon, or the block in braces, that ends it. */
    private void skipStatement() {
        int open = 0;
        while (true) {
            switch (next()) {
                case "{", "[", "(" -> open++;
                case "]", ")" -> open--;
                case "}" -> {
                    open--;
                    if (open == 0 && !peek().equals(";") && !peek().equals("]") && !peek().equals(",")) {
                        return;
                    }
                }
                case ";" -> {
                    if (open <= 0) {
                        return;
                    }
                }
                default -> {}
            }
        }
    }

    private int number() {
        String word = next();
        try {
            return Integer.decode(word);
        } catch (NumberFormatException e) {
            throw wrong(word, "a number");
        }
    }

    private String text() {
        String word = next();
        if (word.length() < 2 || word.charAt(0) != '"' && word.charAt(0) != '\'') {
            throw wrong(word, "a text in quotes");
        }
        return word.substring(1, word.length() - 1);
    }

    private String peek() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    private String next() {
        if (at == tokens.size()) {
            throw new IllegalArgumentException("a schema of Protocol Buffers that is whole: it ends in line "
                    + lines.get(at) + " inside a statement");
        }
        return tokens.get(at++);
    }

    private void expect(String symbol) {
        String word = next();
        if (!word.equals(symbol)) {
            throw wrong(word, "\"" + symbol + "\"");
        }
    }

    private IllegalArgumentException wrong(String word, String expected) {
        return new IllegalArgumentException("a schema of Protocol Buffers: in line " + lines.get(at - 1) + " is \""
                + word + "\", expected " + expected);
    }
}
