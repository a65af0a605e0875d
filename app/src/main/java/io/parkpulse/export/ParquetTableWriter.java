package io.parkpulse.export;

import io.parkpulse.catalogue.OutputTables.Column;
import io.parkpulse.catalogue.OutputTables.Table;
import io.parkpulse.files.OutputFile;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * A table as a Parquet file. It goes by the library's file writer and column store: its {@code ParquetWriter} wants Hadoop's
 * classes, which these do not.
 */
final class ParquetTableWriter implements TableWriter {
    /** What a row group may take in memory. */
    private static final long GROUP_BYTES = 32L << 20;
    /** How often to look how much it takes. */
    private static final int LOOK_EVERY = 1000;

    private static final int TRUNCATED_BYTES = 64;
    private static final int BUFFER_BYTES = 1 << 16;

    private final List<Column> columns;
    private final MessageType schema;
    private final ParquetProperties properties = ParquetProperties.builder().build();
    private final ParquetFileWriter file;

    private ColumnChunkPageWriteStore pages;
    private ColumnWriteStore store;
    private RecordConsumer rows;
    private long rowsOfGroup;

    ParquetTableWriter(Table table, Path path) throws IOException {
        columns = table.columns();
        schema = new MessageType(
                table.name(), columns.stream().map(ParquetTableWriter::type).toList());
        file = new ParquetFileWriter(
                new Target(path),
                schema,
                ParquetFileWriter.Mode.OVERWRITE,
                GROUP_BYTES,
                0,
                TRUNCATED_BYTES,
                TRUNCATED_BYTES,
                true);
        file.start();
        beginGroup();
    }

    private static Type type(Column column) {
        Type.Repetition repetition = column.optional() ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED;
        return switch (column.type()) {
            case TEXT ->
                Types.primitive(PrimitiveTypeName.BINARY, repetition)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(column.name());
            case INTEGER -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(column.name());
            case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(column.name());
            case FLAG -> Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(column.name());
            case DATE ->
                Types.primitive(PrimitiveTypeName.INT32, repetition)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(column.name());
            case INSTANT, LOCAL_TIME ->
                Types.primitive(PrimitiveTypeName.INT64, repetition)
                        .as(LogicalTypeAnnotation.timestampType(
                                column.type() == io.parkpulse.catalogue.OutputTables.Type.INSTANT, TimeUnit.MILLIS))
                        .named(column.name());
        };
    }

    private void beginGroup() {
        pages = new ColumnChunkPageWriteStore(new Gzip(), schema, properties.getAllocator(), TRUNCATED_BYTES);
        store = properties.newColumnWriteStore(schema, pages);
        rows = new ColumnIOFactory().getColumnIO(schema).getRecordWriter(store);
        rowsOfGroup = 0;
    }

    @Override
    public void write(Object[] row) throws IOException {
        rows.startMessage();
        for (int i = 0; i < row.length; i++) {
            if (row[i] != null) {
                Column column = columns.get(i);
                rows.startField(column.name(), i);
                add(column, row[i]);
                rows.endField(column.name(), i);
            }
        }
        rows.endMessage();
        if (++rowsOfGroup % LOOK_EVERY == 0 && store.getBufferedSize() > GROUP_BYTES) {
            endGroup();
            beginGroup();
        }
    }

    private void add(Column column, Object value) {
        switch (column.type()) {
            case TEXT -> rows.addBinary(Binary.fromString((String) value));
            case DOUBLE -> rows.addDouble((Double) value);
            case FLAG -> rows.addBoolean((Boolean) value);
            case DATE -> rows.addInteger(Math.toIntExact((Long) value));
            case INTEGER, INSTANT, LOCAL_TIME -> rows.addLong((Long) value);
        }
    }

    private void endGroup() throws IOException {
        if (rowsOfGroup > 0) {
            rows.flush();
            file.startBlock(rowsOfGroup);
            store.flush();
            pages.flushToFileWriter(file);
            file.endBlock();
        }
        store.close();
        pages.close();
    }

    @Override
    public void close() throws IOException {
        try (file) {
            endGroup();
            file.end(Map.of());
        }
    }

    /** The JDK's own compression: every reader knows it, and no machine's library is needed. */
    private static final class Gzip implements BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream gzip = new GZIPOutputStream(compressed, BUFFER_BYTES)) {
                bytes.writeAllTo(gzip);
            }
            return BytesInput.from(compressed.toByteArray());
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.GZIP;
        }

        @Override
        public void release() {}
    }

    /** A file whose failures name it. */
    private record Target(Path path) implements org.apache.parquet.io.OutputFile {
        @Override
        public PositionOutputStream create(long blockSize) throws IOException {
            return new Counted(new BufferedOutputStream(OutputFile.create(path), BUFFER_BYTES));
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSize) throws IOException {
            return create(blockSize);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    private static final class Counted extends PositionOutputStream {
        private final OutputStream out;
        private long position;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
