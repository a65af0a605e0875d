package io.parkpulse.ingest;

import io.parkpulse.message.Message;
import io.parkpulse.model.Spelling;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what keeps a text or a number from being a time, as far as it resembles one. For messages; {@link TimeText} reads. */
public final class TimeMistake {
    /** Texts longer than this resemble nothing. */
    private static final int LONGEST = 100;

    private static final Pattern DIGITS = Pattern.compile("-?\\d+");
    private static final Pattern DATE_IN_DIGITS = Pattern.compile("20\\d{2}[01]\\d[0-3]\\d(\\d{2}(\\d{2}){1,2})?");
    private static final Pattern DATE = Pattern.compile("(\\d{4})(\\D)(\\d{1,2})(\\D)(\\d{1,2})日?(.*)");
    private static final Pattern DATE_OF_OTHER_ORDER =
            Pattern.compile("\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4}([T ].*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME = Pattern.compile(
            "(?<sep>[Tt]|\\s+|)(?<hour>\\d{1,2})(?<colon>.)(?<minute>\\d{2})(:(?<second>\\d{2})([.,]\\d*)?)?(?<rest>.*)");
    private static final Pattern OFFSET = Pattern.compile("(?<gap>\\s*)(?<offset>[Zz]|[+-]\\d{1,2}(:?\\d{2})?)");

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final BigDecimal EARLIEST = BigDecimal.valueOf(TimeText.EARLIEST);
    private static final BigDecimal TOO_LATE = BigDecimal.valueOf(TimeText.TOO_LATE);
    /** 2000-01-01 and 2100-01-01 as spreadsheets count days. */
    private static final BigDecimal FIRST_DAY = BigDecimal.valueOf(36_526);

    private static final BigDecimal LAST_DAY = BigDecimal.valueOf(73_050);

    private TimeMistake() {}

    /**
     * What is wrong with a text that is no time.
     *
     * @param dateIsEnough whether a date would do
     * @return the mistakes, such as "a blank in place of T, no offset"; null if it resembles no time
     */
    public static Message ofText(String text, boolean dateIsEnough) {
        if (Spelling.isBlank(text)) {
            return Message.of("time.blanks");
        }
        if (text.length() > LONGEST) {
            return null;
        }
        String bare = Spelling.strip(text);
        List<Message> mistakes = new ArrayList<>();
        if (bare.length() < text.length()) {
            mistakes.add(Message.of("time.blanks_around"));
        }
        Matcher date = DATE.matcher(bare);
        if (DATE_IN_DIGITS.matcher(bare).matches()) {
            mistakes.add(Message.of("time.digits"));
        } else if (DIGITS.matcher(bare).matches()) {
            mistakes.add(Message.of("record.quoted_number"));
            Message unit = ofNumber(bare);
            if (unit != null) {
                mistakes.add(unit);
            }
        } else if (DATE_OF_OTHER_ORDER.matcher(bare).matches()) {
            mistakes.add(Message.of("time.other_order"));
        } else if (date.matches()) {
            date(date, dateIsEnough, mistakes);
        }
        return mistakes.isEmpty() ? null : Message.joined("comma", mistakes);
    }

    /**
     * What is wrong with a number that is no time.
     *
     * @param number as JSON spells it
     * @return the mistake, such as "seconds in place of milliseconds"; null if it resembles no time
     */
    public static Message ofNumber(String number) {
        if (number.length() > LONGEST) {
            return null;
        }
        if (DATE_IN_DIGITS.matcher(number).matches()) {
            return Message.of("time.digits");
        }
        BigDecimal value;
        try {
            value = new BigDecimal(number);
        } catch (NumberFormatException e) {
            return null;
        }
        if (isTime(value)) {
            return number.matches(DIGITS.pattern()) ? null : Message.of("time.not_whole");
        }
        if (value.precision() - value.scale() > LONGEST) {
            return null; // not to be written out
        }
        if (isTime(value.multiply(THOUSAND))) {
            return Message.of("time.seconds");
        }
        if (isTime(value.movePointLeft(3))) {
            return Message.of("time.microseconds");
        }
        if (isTime(value.movePointLeft(6))) {
            return Message.of("time.nanoseconds");
        }
        if (value.compareTo(FIRST_DAY) >= 0 && value.compareTo(LAST_DAY) < 0) {
            return Message.of("time.spreadsheet");
        }
        return Message.of(value.compareTo(EARLIEST) < 0 ? "time.before" : "time.after");
    }

    private static boolean isTime(BigDecimal millis) {
        return millis.compareTo(EARLIEST) >= 0 && millis.compareTo(TOO_LATE) < 0;
    }

    private static void date(Matcher date, boolean isEnough, List<Message> mistakes) {
        boolean dashes = date.group(2).equals("-") && date.group(4).equals("-");
        boolean twoDigits = date.group(3).length() == 2 && date.group(5).length() == 2;
        if (!dashes || !twoDigits) {
            mistakes.add(Message.of("time.date_spelling"));
        }
        int year = Integer.parseInt(date.group(1));
        try {
            LocalDate.of(year, Integer.parseInt(date.group(3)), Integer.parseInt(date.group(5)));
        } catch (DateTimeException e) {
            mistakes.add(Message.of("time.no_date"));
        }
        String rest = date.group(6);
        Matcher time = TIME.matcher(rest);
        if (rest.isEmpty() && !isEnough) {
            mistakes.add(Message.of("time.no_time"));
        } else if (time.matches()) {
            time(time, mistakes);
        }
        if (mistakes.isEmpty() && (year < 2000 || year > 2098)) {
            mistakes.add(Message.of(year < 2001 ? "time.before" : "time.after"));
        }
    }

    private static void time(Matcher time, List<Message> mistakes) {
        String between = time.group("sep");
        if (!between.equalsIgnoreCase("T")) {
            mistakes.add(Message.of(between.isEmpty() ? "time.no_t" : "time.blank_for_t"));
        }
        int hour = Integer.parseInt(time.group("hour"));
        if (hour == 24) {
            mistakes.add(Message.of("time.24"));
        } else if (hour > 23 || Integer.parseInt(time.group("minute")) > 59) {
            mistakes.add(Message.of("time.beyond_day"));
        }
        if (time.group("hour").length() < 2 || !time.group("colon").equals(":")) {
            mistakes.add(Message.of("time.time_spelling"));
        }
        String second = time.group("second");
        if (second == null) {
            mistakes.add(Message.of("time.no_seconds"));
        } else if (Integer.parseInt(second) > 59) {
            mistakes.add(Message.of("time.beyond_59"));
        }
        rest(time.group("rest"), mistakes);
    }

    private static void rest(String rest, List<Message> mistakes) {
        int zone = rest.indexOf('[');
        if (zone >= 0) {
            mistakes.add(Message.of("time.zone_name"));
        }
        String behind = zone < 0 ? rest : rest.substring(0, zone);
        Matcher offset = OFFSET.matcher(behind);
        if (Spelling.isBlank(behind)) {
            mistakes.add(Message.of("time.no_offset"));
        } else if (!offset.matches()) {
            mistakes.add(Message.of("time.no_such_offset"));
        } else if (!offset.group("gap").isEmpty()) {
            mistakes.add(Message.of("time.blank_before_offset"));
        } else if (!offset.group("offset").matches("[Zz]|[+-]\\d{2}:\\d{2}")) {
            mistakes.add(Message.of("time.offset_spelling"));
        }
    }
}
