package io.parkpulse.registry;

import io.parkpulse.message.Message;
import java.util.function.Consumer;

/** Rows of the registry, wherever they come from. Rows are numbered, and the number says where a row is. */
interface Table {
    /** What the rows are in, to be named in messages. */
    String name();

    /** Where a column stands in a row; -1 for a column that no row has. */
    int position(String column);

    /** Whether a row that could not be read, or was not reached, may have had this id. */
    boolean mayName(String id);

    /** Gives every row that could be read as a row to {@code rows}, in order. */
    void read(Consumer<Row> rows);

    /** Where a row is, to be named in a message about another one. */
    Message place(int row);

    /** The same, in a message about a row of another table. */
    String placeFromOutside(int row);

    /** Reports something wrong with a row. */
    void problem(int row, String column, String value, Message expected);

    /** Tells what is odd but does no harm. */
    void warn(Message warning);
}
