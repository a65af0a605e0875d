package io.parkpulse.pipeline;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.DBOptions;

/**
 * Has RocksDB write little for each checkpoint, where a state is much written and hardly ever read: files are put together
 * when there are many, and what it writes down of its files is begun anew before it is long. Flink's
 * {@code state.backend.rocksdb.options-factory} names this class.
 */
public final class SmallIncrements implements RocksDBOptionsFactory {
    private static final long serialVersionUID = 1L;

    /** Each checkpoint adds a file to a state that was written, and has all of the manifest. */
    private static final int FILES_PUT_TOGETHER = 16;

    private static final int FILES_THAT_SLOW_WRITING = 40;
    private static final int FILES_THAT_STOP_WRITING = 60;
    private static final long LONGEST_MANIFEST = 1 << 15;

    @Override
    public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> handlesToClose) {
        return current.setMaxManifestFileSize(LONGEST_MANIFEST);
    }

    @Override
    public ColumnFamilyOptions createColumnOptions(
            ColumnFamilyOptions current, Collection<AutoCloseable> handlesToClose) {
        return current.setCompactionStyle(CompactionStyle.UNIVERSAL)
                .setLevel0FileNumCompactionTrigger(FILES_PUT_TOGETHER)
                .setLevel0SlowdownWritesTrigger(FILES_THAT_SLOW_WRITING)
                .setLevel0StopWritesTrigger(FILES_THAT_STOP_WRITING);
    }
}
