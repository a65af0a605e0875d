package io.parkpulse.schemas;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.parkpulse.mapping.ValueSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Values of Protocol Buffers. Fields have the names that they have in the schema; one without presence that is not there
 * has its default. A Timestamp is its ISO text, a wrapper such as DoubleValue what it wraps, bytes are Base64.
 */
final class ProtobufText extends ValueText {
    private static final Set<String> WRAPPERS = Set.of(
            "google.protobuf.DoubleValue",
            "google.protobuf.FloatValue",
            "google.protobuf.Int64Value",
            "google.protobuf.UInt64Value",
            "google.protobuf.Int32Value",
            "google.protobuf.UInt32Value",
            "google.protobuf.BoolValue",
            "google.protobuf.StringValue",
            "google.protobuf.BytesValue");

    private final Descriptor fixed;
    private final SchemaClient<FileDescriptor> client;

    private ProtobufText(Descriptor fixed, SchemaClient<FileDescriptor> client) {
        this.fixed = fixed;
        this.client = client;
    }

    static ProtobufText of(SchemaClient.Connection registry) {
        return new ProtobufText(null, new SchemaClient<>(registry, "PROTOBUF", ProtobufText::parsed));
    }

    static ProtobufText of(ValueSchema schema) {
        Map<String, FileDescriptorProto> sources = new LinkedHashMap<>();
        try {
            FileDescriptorSet.parseFrom(schema.content())
                    .getFileList()
                    .forEach(file -> sources.put(file.getName(), file));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "a set of file descriptors, as protoc --include_imports --descriptor_set_out writes it", e);
        }
        ProtoFiles files = new ProtoFiles(sources);
        Map<String, Descriptor> messages = new TreeMap<>();
        for (String name : sources.keySet()) {
            if (!ProtoFiles.isBuiltIn(name)) {
                collect(files.file(name).getMessageTypes(), messages);
            }
        }
        Descriptor message = schema.message() != null
                ? messages.get(schema.message())
                : messages.size() == 1 ? messages.values().iterator().next() : null;
        if (message == null) {
            throw new IllegalArgumentException("a set of file descriptors "
                    + (schema.message() == null
                            ? "of one message, or message, the name of the one that is meant"
                            : "with the message " + schema.message())
                    + "; it has " + (messages.isEmpty() ? "none" : String.join(", ", messages.keySet())));
        }
        return new ProtobufText(message, null);
    }

    private static void collect(List<Descriptor> messages, Map<String, Descriptor> into) {
        for (Descriptor message : messages) {
            if (!message.getOptions().getMapEntry()) {
                into.put(message.getFullName(), message);
                collect(message.getNestedTypes(), into);
            }
        }
    }

    private static FileDescriptor parsed(SchemaClient.Source source) {
        Map<String, FileDescriptorProto> sources = new LinkedHashMap<>();
        source.referenced().forEach((name, text) -> sources.put(name, ProtoText.parse(name, text)));
        String own = "";
        sources.put(own, ProtoText.parse(own, source.text()));
        return new ProtoFiles(sources).file(own);
    }

    @Override
    void write(byte[] value, JsonGenerator json) throws IOException, MalformedValueException {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        Descriptor message = fixed;
        if (message == null) {
            FileDescriptor file = client.schema(bytes);
            message = message(file, bytes);
        }
        DynamicMessage content;
        try {
            content = DynamicMessage.parseFrom(message, ByteString.copyFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedValueException("no Protocol Buffers of the message " + message.getFullName() + ": "
                    + e.getMessage().strip().replaceAll("\\s+", " "));
        }
        write(content, json);
    }

    /** Which message of a file it is: how deep, and its number at each depth; just a zero for the first one. */
    private static Descriptor message(FileDescriptor file, ByteBuffer bytes) throws MalformedValueException {
        long depth = number(bytes);
        List<Descriptor> messages = file.getMessageTypes();
        Descriptor message = null;
        for (long i = 0; i < Math.max(1, depth); i++) {
            long index = depth == 0 ? 0 : number(bytes);
            if (index < 0 || index >= messages.size()) {
                throw new MalformedValueException(
                        "the value is of message " + index + " where its schema has " + messages.size());
            }
            message = messages.get((int) index);
            messages = message.getNestedTypes();
        }
        return message;
    }

    /** Zigzag, seven bits a byte. */
    private static long number(ByteBuffer bytes) throws MalformedValueException {
        long raw = 0;
        for (int shift = 0; shift < Integer.SIZE && bytes.hasRemaining(); shift += 7) {
            byte b = bytes.get();
            raw |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return raw >>> 1 ^ -(raw & 1);
            }
        }
        throw new MalformedValueException("the value does not say which message of its schema it is");
    }

    private static void write(Message message, JsonGenerator json) throws IOException, MalformedValueException {
        String type = message.getDescriptorForType().getFullName();
        if (type.equals(Timestamp.getDescriptor().getFullName())) {
            json.writeString(instant(message));
            return;
        }
        if (WRAPPERS.contains(type)) {
            FieldDescriptor wrapped = message.getDescriptorForType().findFieldByNumber(1);
            write(wrapped, message.getField(wrapped), json);
            return;
        }
        json.writeStartObject();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.hasPresence() && !message.hasField(field)) {
                continue;
            }
            json.writeFieldName(field.getName());
            if (field.isMapField()) {
                json.writeStartObject();
                for (Object each : (List<?>) message.getField(field)) {
                    Message entry = (Message) each;
                    json.writeFieldName(String.valueOf(
                            entry.getField(entry.getDescriptorForType().findFieldByNumber(1))));
                    FieldDescriptor item = entry.getDescriptorForType().findFieldByNumber(2);
                    write(item, entry.getField(item), json);
                }
                json.writeEndObject();
            } else if (field.isRepeated()) {
                json.writeStartArray();
                for (Object each : (List<?>) message.getField(field)) {
                    write(field, each, json);
                }
                json.writeEndArray();
            } else {
                write(field, message.getField(field), json);
            }
        }
        json.writeEndObject();
    }

    private static String instant(Message timestamp) throws MalformedValueException {
        List<Long> parts = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            Object part = timestamp.getField(timestamp.getDescriptorForType().findFieldByNumber(number));
            parts.add(((Number) part).longValue());
        }
        try {
            return Instant.ofEpochSecond(parts.get(0), parts.get(1)).toString();
        } catch (DateTimeException | ArithmeticException e) {
            throw new MalformedValueException("the value has a Timestamp of " + parts.get(0) + " seconds");
        }
    }

    private static void write(FieldDescriptor field, Object value, JsonGenerator json)
            throws IOException, MalformedValueException {
        switch (field.getType()) {
            case MESSAGE, GROUP -> write((Message) value, json);
            case DOUBLE -> writeDouble((Double) value, json);
            case FLOAT -> writeFloat((Float) value, json);
            case BOOL -> json.writeBoolean((Boolean) value);
            case STRING -> json.writeString((String) value);
            case BYTES -> json.writeBinary(((ByteString) value).toByteArray());
            case UINT64, FIXED64 -> json.writeNumber(Long.toUnsignedString((Long) value));
            case UINT32, FIXED32 -> json.writeNumber(Integer.toUnsignedLong((Integer) value));
            case ENUM -> {
                EnumValueDescriptor word = (EnumValueDescriptor) value;
                if (word.getType().findValueByNumber(word.getNumber()) == null) {
                    json.writeNumber(word.getNumber());
                } else {
                    json.writeString(word.getName());
                }
            }
            case INT64, SINT64, SFIXED64, INT32, SINT32, SFIXED32 -> json.writeNumber(((Number) value).longValue());
        }
    }
}
