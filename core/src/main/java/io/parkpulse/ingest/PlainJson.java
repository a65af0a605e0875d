package io.parkpulse.ingest;

/**
 * Finds the fields of a record that is spelled plainly: one flat object, ASCII texts without escapes, numbers without
 * exponent, no name twice. Such are nearly all records; whatever else comes is left to {@link AnyJson}, which finds the
 * same in it at several times the cost.
 */
final class PlainJson {
    /** More digits than this may not fit a long. */
    private static final int MOST_DIGITS = 18;

    private PlainJson() {}

    /**
     * Finds the fields.
     *
     * @return false if the record is not spelled plainly; {@code fields} is then undefined
     */
    static boolean find(FieldTable table, byte[] b, int offset, int length, Fields fields) {
        fields.clear();
        int end = offset + length;
        int at = skipBlank(b, offset, end);
        if (at == end || b[at] != '{') {
            return false;
        }
        at++;
        while (true) {
            at = skipBlank(b, at, end);
            if (at == end || b[at] != '"') {
                return false;
            }
            int nameFrom = at + 1;
            int nameTo = endOfText(b, nameFrom, end);
            if (nameTo < 0) {
                return false;
            }
            at = skipBlank(b, nameTo + 1, end);
            if (at == end || b[at] != ':') {
                return false;
            }
            at = skipBlank(b, at + 1, end);
            if (at == end) {
                return false;
            }
            int field = table.find(b, nameFrom, nameTo - nameFrom);
            if (field != Fields.UNKNOWN && fields.kind[field] != Fields.ABSENT) {
                return false;
            }
            if (b[at] == '"') {
                int from = at + 1;
                int to = endOfText(b, from, end);
                if (to < 0) {
                    return false;
                }
                if (field != Fields.UNKNOWN) {
                    fields.set(field, Fields.TEXT, b, from, to - from);
                }
                at = to + 1;
            } else {
                int from = at;
                at = endOfNumber(b, from, end);
                if (at < 0) {
                    return false;
                }
                if (field != Fields.UNKNOWN) {
                    fields.set(field, hasPoint(b, from, at) ? Fields.DECIMAL : Fields.INTEGER, b, from, at - from);
                }
            }
            at = skipBlank(b, at, end);
            if (at == end) {
                return false;
            }
            if (b[at] == '}') {
                return skipBlank(b, at + 1, end) == end;
            }
            if (b[at] != ',') {
                return false;
            }
            at++;
        }
    }

    private static int skipBlank(byte[] b, int at, int end) {
        int i = at;
        while (i < end && (b[i] == ' ' || b[i] == '\t' || b[i] == '\r')) {
            i++;
        }
        return i;
    }

    /** Where the closing quote stands, negative if the text is not plain. */
    private static int endOfText(byte[] b, int from, int end) {
        for (int i = from; i < end; i++) {
            byte c = b[i];
            if (c == '"') {
                return i;
            }
            // Also anything beyond ASCII, which is negative.
            if (c < ' ' || c == '\\') {
                return -1;
            }
        }
        return -1;
    }

    /** Where the number ends, negative if it is not plain or not a number. */
    private static int endOfNumber(byte[] b, int from, int end) {
        int i = from;
        if (b[i] == '-') {
            i++;
        }
        int whole = i;
        while (i < end && isDigit(b[i])) {
            i++;
        }
        int digits = i - whole;
        if (digits == 0 || digits > 1 && b[whole] == '0') {
            return -1;
        }
        if (i < end && b[i] == '.') {
            int fraction = ++i;
            while (i < end && isDigit(b[i])) {
                i++;
            }
            if (i == fraction) {
                return -1;
            }
            digits += i - fraction;
        }
        if (digits > MOST_DIGITS || i < end && (b[i] == 'e' || b[i] == 'E')) {
            return -1;
        }
        return i;
    }

    private static boolean hasPoint(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] == '.') {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
