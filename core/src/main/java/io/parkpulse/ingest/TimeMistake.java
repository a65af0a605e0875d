package io.parkpulse.ingest;

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
     * @return the mistakes, such as "a blank in place of T, no offset"; empty if it resembles no time
     */
    public static String ofText(String text, boolean dateIsEnough) {
        if (Spelling.isBlank(text)) {
            return "nothing but blanks";
        }
        if (text.length() > LONGEST) {
            return "";
        }
        String bare = Spelling.strip(text);
        List<String> mistakes = new ArrayList<>();
        if (bare.length() < text.length()) {
            mistakes.add("blanks around it");
        }
        Matcher date = DATE.matcher(bare);
        if (DATE_IN_DIGITS.matcher(bare).matches()) {
            mistakes.add("a date without - and :");
        } else if (DIGITS.matcher(bare).matches()) {
            mistakes.add("a number in quotes");
            String unit = ofNumber(bare);
            if (!unit.isEmpty()) {
                mistakes.add(unit);
            }
        } else if (DATE_OF_OTHER_ORDER.matcher(bare).matches()) {
            mistakes.add("a date that does not begin with its year");
        } else if (date.matches()) {
            date(date, dateIsEnough, mistakes);
        }
        return String.join(", ", mistakes);
    }

    /**
     * What is wrong with a number that is no time.
     *
     * @param number as JSON spells it
     * @return the mistake, such as "seconds in place of milliseconds"; empty if it resembles no time
     */
    public static String ofNumber(String number) {
        if (number.length() > LONGEST) {
            return "";
        }
        if (DATE_IN_DIGITS.matcher(number).matches()) {
            return "a date without - and :";
        }
        BigDecimal value;
        try {
            value = new BigDecimal(number);
        } catch (NumberFormatException e) {
            return "";
        }
        if (isTime(value)) {
            return number.matches(DIGITS.pattern()) ? "" : "milliseconds that are not spelled as a whole number";
        }
        if (value.precision() - value.scale() > LONGEST) {
            return ""; // not to be written out
        }
        if (isTime(value.multiply(THOUSAND))) {
            return "seconds in place of milliseconds";
        }
        if (isTime(value.movePointLeft(3))) {
            return "microseconds in place of milliseconds";
        }
        if (isTime(value.movePointLeft(6))) {
            return "nanoseconds in place of milliseconds";
        }
        if (value.compareTo(FIRST_DAY) >= 0 && value.compareTo(LAST_DAY) < 0) {
            return "days as a spreadsheet counts them";
        }
        return value.compareTo(EARLIEST) < 0 ? "before 2000" : "after 2099";
    }

    private static boolean isTime(BigDecimal millis) {
        return millis.compareTo(EARLIEST) >= 0 && millis.compareTo(TOO_LATE) < 0;
    }

    private static void date(Matcher date, boolean isEnough, List<String> mistakes) {
        boolean dashes = date.group(2).equals("-") && date.group(4).equals("-");
        boolean twoDigits = date.group(3).length() == 2 && date.group(5).length() == 2;
        if (!dashes || !twoDigits) {
            mistakes.add("a date not spelled as 2020-03-16");
        }
        int year = Integer.parseInt(date.group(1));
        try {
            LocalDate.of(year, Integer.parseInt(date.group(3)), Integer.parseInt(date.group(5)));
        } catch (DateTimeException e) {
            mistakes.add("no date of the calendar");
        }
        String rest = date.group(6);
        Matcher time = TIME.matcher(rest);
        if (rest.isEmpty() && !isEnough) {
            mistakes.add("no time of day");
        } else if (time.matches()) {
            time(time, mistakes);
        }
        if (mistakes.isEmpty() && (year < 2000 || year > 2098)) {
            mistakes.add(year < 2001 ? "before 2000" : "after 2099");
        }
    }

    private static void time(Matcher time, List<String> mistakes) {
        String between = time.group("sep");
        if (!between.equalsIgnoreCase("T")) {
            mistakes.add(between.isEmpty() ? "no T before the time of day" : "a blank in place of T");
        }
        int hour = Integer.parseInt(time.group("hour"));
        if (hour == 24) {
            mistakes.add("24:00, which is 00:00 of the next day");
        } else if (hour > 23 || Integer.parseInt(time.group("minute")) > 59) {
            mistakes.add("no time of a day");
        }
        if (time.group("hour").length() < 2 || !time.group("colon").equals(":")) {
            mistakes.add("a time of day not spelled as 08:15:00");
        }
        String second = time.group("second");
        if (second == null) {
            mistakes.add("no seconds");
        } else if (Integer.parseInt(second) > 59) {
            mistakes.add("a second beyond 59");
        }
        rest(time.group("rest"), mistakes);
    }

    private static void rest(String rest, List<String> mistakes) {
        int zone = rest.indexOf('[');
        if (zone >= 0) {
            mistakes.add("the name of a zone behind it");
        }
        String behind = zone < 0 ? rest : rest.substring(0, zone);
        Matcher offset = OFFSET.matcher(behind);
        if (Spelling.isBlank(behind)) {
            mistakes.add("no offset");
        } else if (!offset.matches()) {
            mistakes.add("something else than an offset at its end");
        } else if (!offset.group("gap").isEmpty()) {
            mistakes.add("a blank before the offset");
        } else if (!offset.group("offset").matches("[Zz]|[+-]\\d{2}:\\d{2}")) {
            mistakes.add("an offset not spelled as +08:00");
        }
    }
}
