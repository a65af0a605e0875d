package io.parkpulse.registry;

import io.parkpulse.files.checked.Problems;
import io.parkpulse.message.Message;
import java.util.List;
import java.util.function.Consumer;

/** Rows of the registry that come by themselves; each is named by its key. */
final class RowTable implements Table {
    private final String name;
    private final List<String> columns;
    private final List<RegistryRow> rows;
    private final Problems problems;

    /** @param name what the rows come from */
    RowTable(String name, RegistryRow.Kind kind, List<RegistryRow> rows, Problems problems) {
        this.name = name;
        this.columns = kind.columns();
        this.rows = rows;
        this.problems = problems;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int position(String column) {
        return columns.indexOf(column);
    }

    @Override
    public boolean mayName(String id) {
        return false;
    }

    @Override
    public void read(Consumer<Row> consumer) {
        for (int i = 0; i < rows.size(); i++) {
            consumer.accept(new Row(this, i, rows.get(i).cells()));
        }
    }

    @Override
    public Message place(int row) {
        return Message.asIs(placeFromOutside(row));
    }

    @Override
    public String placeFromOutside(int row) {
        return rows.get(row).key();
    }

    @Override
    public void problem(int row, String column, String value, Message expected) {
        problems.add(placeFromOutside(row), 0, column, value, expected);
    }

    @Override
    public void warn(Message warning) {
        problems.warn(Message.of("registry.file", "file", name, "text", warning));
    }
}
