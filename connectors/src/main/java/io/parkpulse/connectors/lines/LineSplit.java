package io.parkpulse.connectors.lines;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A block and how far it is read.
 *
 * @param index of the block in the order of reading
 * @param block what to read
 * @param earliest least event time of this block and all later ones, {@link Long#MAX_VALUE} if they have no record
 * @param position how many bytes of the block are read; all of them in a split that only says how far a reader came
 * @param number of the line at the position; of no meaning in a sorted file
 */
record LineSplit(int index, Block block, long earliest, long position, long number) implements SourceSplit {

    static LineSplit of(LineSurvey survey, int index) {
        Block block = survey.block(index);
        return new LineSplit(index, block, survey.earliest(index), 0, block.firstLine());
    }

    boolean done() {
        return position >= block.length();
    }

    /** The same when all is read. */
    LineSplit read() {
        return new LineSplit(index, block, earliest, block.length(), number);
    }

    @Override
    public String splitId() {
        return "block-" + index;
    }
}
