package io.parkpulse.registry;

import io.parkpulse.exact.Numbers;
import io.parkpulse.ingest.TimeMistake;
import io.parkpulse.message.Message;
import io.parkpulse.model.EnterpriseReader;
import io.parkpulse.model.Instants;
import io.parkpulse.model.Names;
import io.parkpulse.model.Spelling;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A row of a {@link Table}. Its readers report what is wrong with a cell and go on; from then on the row is not
 * {@link #sound}.
 */
final class Row implements EnterpriseReader.Cells {
    private static final Set<Message> OTHER_NUMBERS =
            Set.of(Message.of("time.spreadsheet"), Message.of("time.seconds"), Message.of("time.digits"));

    private final Table table;
    private final int number;
    private final String[] cells;
    private boolean sound = true;

    Row(Table table, int number, String[] cells) {
        this.table = table;
        this.number = number;
        this.cells = cells;
    }

    int number() {
        return number;
    }

    /** Where this row is, to be named in a message about another one. */
    Message place() {
        return table.place(number);
    }

    /** Where another row of the same table is. */
    Message place(int otherNumber) {
        return table.place(otherNumber);
    }

    /** Whether no problem was found in this row yet. */
    @Override
    public boolean sound() {
        return sound;
    }

    /** The cell as it stands; empty if it is blank or missing. */
    @Override
    public String text(String column) {
        int position = table.position(column);
        return position < 0 || cells[position] == null || Spelling.isBlank(cells[position]) ? "" : cells[position];
    }

    /**
     * The cell of a required column, which must not be blank, nor have blanks at its edges; null if it is, or has to be
     * missed altogether.
     */
    String id(String column, Message expected) {
        if (table.position(column) < 0) {
            sound = false; // the header's problem, and reported there
            return null;
        }
        String id = text(column);
        if (id.isEmpty()) {
            problem(column, expected);
            return null;
        }
        String bare = Spelling.strip(id);
        if (id.chars().anyMatch(Character::isISOControl)) {
            problem(column, Message.of("registry.no_control", "expected", expected));
        } else if (id.startsWith("=\"")) {
            problem(column, Message.of("registry.no_formula", "expected", expected));
        } else if (bare.length() < id.length()) {
            boolean behind = id.startsWith(bare);
            int blank = behind ? id.codePointBefore(id.length()) : id.codePointAt(0);
            problem(
                    column,
                    Message.of(
                            behind ? "registry.no_blank_behind" : "registry.no_blank_before",
                            "expected",
                            expected,
                            "name",
                            String.valueOf(Character.getName(blank)).toLowerCase(Locale.ROOT),
                            "code",
                            String.format("U+%04X", blank)));
        }
        return bare; // so that what is meant by it is no problem as well
    }

    /** A whole number; null if it is none. */
    @Override
    public Long whole(String column, long min, long max, long blank) {
        String text = text(column);
        if (text.isEmpty()) {
            return blank;
        }
        Long value = Numbers.whole(Spelling.strip(text));
        if (value == null || value < min || value > max) {
            problem(column, Message.of("registry.whole", "least", min, "most", max));
            return null;
        }
        return value;
    }

    /** A decimal number above 0; null if it is none. */
    BigDecimal positive(String column, BigDecimal blank) {
        String text = text(column);
        if (text.isEmpty()) {
            return blank;
        }
        BigDecimal value = Numbers.decimal(Spelling.strip(text));
        if (value == null || value.signum() <= 0) {
            problem(column, Message.of("registry.positive"));
            return null;
        }
        return value;
    }

    /** What a word of an enumeration stands for; null if it is not one of them. */
    @Override
    public <T> T word(String column, Map<String, T> words, T blank) {
        String text = text(column);
        if (text.isEmpty()) {
            return blank;
        }
        T value = words.get(Spelling.strip(text));
        if (value == null) {
            Message known = Message.of("registry.one_of", "words", String.join(", ", words.keySet()));
            problem(column, Message.of("registry.or_blank", "expected", known));
        }
        return value;
    }

    /**
     * An instant in epoch milliseconds; a date is its midnight.
     *
     * @param zone where it is midnight; null if that is another row's problem
     * @return null if it is none, or which one is not known
     */
    Long instant(String column, long blank, ZoneId zone) {
        String text = Spelling.strip(text(column));
        if (text.isEmpty()) {
            return blank;
        }
        LocalDate date = Instants.date(text);
        if (date != null) {
            sound &= zone != null;
            return zone == null ? null : date.atStartOfDay(zone).toInstant().toEpochMilli();
        }
        Long value = Instants.parse(text);
        // Days of a spreadsheet, seconds and dates in digits are whole numbers, too: of another time.
        Message other = value == null ? null : TimeMistake.ofNumber(text);
        if (value == null || other != null && OTHER_NUMBERS.contains(other)) {
            Message mistake = value == null ? TimeMistake.ofText(text, true) : other;
            Message expected = Message.of("registry.instant");
            problem(
                    column,
                    mistake == null
                            ? expected
                            : Message.of("registry.found", "expected", expected, "mistake", mistake));
            return null;
        }
        return value;
    }

    /**
     * The time for which it holds.
     *
     * @param zone where dates are midnight; null if that is another row's problem
     * @return null if it is none, or which one is not known
     */
    Validity validity(ZoneId zone) {
        Long from = instant("valid_from", Long.MIN_VALUE, zone);
        Long to = instant("valid_to", Long.MAX_VALUE, zone);
        if (from == null || to == null) {
            return null;
        }
        if (from >= to) {
            problem("valid_to", Message.of("registry.after_valid_from"));
            return null;
        }
        return new Validity(from, to);
    }

    /** A path such as {@code a/b/c}, widest first. */
    @Override
    public String path(String column, int maxLevels) {
        String path = text(column);
        if (!path.isEmpty()) {
            List<String> levels = List.of(path.split("/", -1));
            if (levels.stream().anyMatch(String::isBlank)) {
                problem(column, Message.of("registry.path_levels"));
            } else if (levels.size() > maxLevels) {
                problem(column, Message.of("registry.path_most", "n", maxLevels));
            }
        }
        return path;
    }

    /** Its names by language. */
    @Override
    public Names names() {
        Names names = new Names(text("name_zh"), text("name_en"), text("name_ja"), text("name_ko"));
        return names.isEmpty() ? Names.NONE : names;
    }

    /** Reports the cell of this row and column. */
    void problem(String column, Message expected) {
        problem(column, text(column), expected);
    }

    /** The same, quoting something else than the cell. */
    void problem(String column, String value, Message expected) {
        sound = false;
        table.problem(number, column, value, expected);
    }
}
