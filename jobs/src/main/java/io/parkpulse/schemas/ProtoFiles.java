package io.parkpulse.schemas;

import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Schemas of Protocol Buffers that import each other. What is imported and not there is left out. */
final class ProtoFiles {
    private static final Map<String, FileDescriptor> BUILT_IN = Stream.of(
                    AnyProto.getDescriptor(),
                    DurationProto.getDescriptor(),
                    EmptyProto.getDescriptor(),
                    FieldMaskProto.getDescriptor(),
                    StructProto.getDescriptor(),
                    TimestampProto.getDescriptor(),
                    WrappersProto.getDescriptor())
            .collect(Collectors.toUnmodifiableMap(FileDescriptor::getName, file -> file));

    private final Map<String, FileDescriptorProto> sources;
    private final Map<String, FileDescriptor> built = new HashMap<>(BUILT_IN);
    private final Set<String> begun = new HashSet<>();

    /** @param sources by their names */
    ProtoFiles(Map<String, FileDescriptorProto> sources) {
        this.sources = sources;
    }

    static boolean isBuiltIn(String name) {
        return BUILT_IN.containsKey(name);
    }

    /**
     * The file of a name.
     *
     * @throws IllegalArgumentException if it is not sound; the message completes "expected …"
     */
    FileDescriptor file(String name) {
        FileDescriptor done = built.get(name);
        if (done != null) {
            return done;
        }
        FileDescriptorProto source = sources.get(name);
        if (!begun.add(name)) {
            throw new IllegalArgumentException("a schema that does not import itself, as \"" + name + "\" does");
        }
        List<FileDescriptor> imports = new ArrayList<>();
        for (String other : source.getDependencyList()) {
            if (built.containsKey(other) || sources.containsKey(other)) {
                imports.add(file(other));
            }
        }
        try {
            FileDescriptor file = FileDescriptor.buildFrom(source, imports.toArray(FileDescriptor[]::new), true);
            built.put(name, file);
            return file;
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException("a schema of Protocol Buffers: " + e.getMessage(), e);
        }
    }
}
