package io.parkpulse.files;

import io.parkpulse.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a file is whose first bytes show that nobody can read it as text: it is packed, or another program's. Read as text
 * it would be garbled, and what is said of its columns would help nobody.
 *
 * @param is what it is
 * @param expected what to make of it
 */
public record NotText(Message is, Message expected) {
    /** So many bytes of its beginning say what a file is. */
    private static final int BEGIN = 4096;

    /** Where in a zip file the name of its first part is. */
    private static final int ZIP_NAME = 30;

    private static final int LONGEST_ZIP_NAME = 60;
    /** Fewer zeros are stray ones. */
    private static final int FEWEST_ZEROS = 4;
    /** Of so many bytes of wide text one is 0 at least: a digit, a separator, the end of a line. */
    private static final int WIDE = 16;

    private static final Message UNPACKED = Message.of("registry.unpacked");
    private static final Message AS_CSV = Message.of("registry.as_csv");
    private static final Message AS_TEXT = Message.of("registry.as_text");
    /** What a spreadsheet's zip file begins with: names of its parts, or its kind. */
    private static final Pattern XLSX = Pattern.compile("\\[Content_Types]\\.xml|_rels/|docProps/|xl/");

    private static final Pattern ODS = Pattern.compile("mimetypeapplication/vnd\\.oasis");
    private static final Pattern PAGE =
            Pattern.compile("\\s*<(!doctype\\s+html|html|head|meta|table|\\?xml)\\b", Pattern.CASE_INSENSITIVE);

    /** First bytes that no text has. */
    private enum Signature {
        GZIP("1f8b08", "gzip", UNPACKED),
        ZIP("504b0304", "zip", UNPACKED),
        EMPTY_ZIP("504b0506", "zip", UNPACKED),
        XZ("fd377a585a00", "xz", UNPACKED),
        BZIP2("425a68", "bzip2", UNPACKED),
        ZSTD("28b52ffd", "zstd", UNPACKED),
        SEVEN_ZIP("377abcaf271c", "7z", UNPACKED),
        RAR("526172211a07", "rar", UNPACKED),
        /** A compound document; of those only the spreadsheets of old are met as tables. */
        XLS("d0cf11e0a1b11ae1", "xls", AS_CSV),
        PDF("255044462d", "PDF", AS_TEXT),
        PARQUET("5041523115", "Parquet", AS_CSV);

        private final byte[] bytes;
        private final String name;
        private final Message expected;

        Signature(String hex, String name, Message expected) {
            this.bytes = HexFormat.of().parseHex(hex);
            this.name = name;
            this.expected = expected;
        }

        boolean begins(byte[] begin) {
            return begin.length >= bytes.length
                    && Arrays.equals(begin, 0, bytes.length, bytes, 0, bytes.length)
                    && (this != BZIP2 || isBzip2(begin));
        }

        /** Its three letters may begin a text; the mark of its first block does not. */
        private static boolean isBzip2(byte[] begin) {
            return begin.length > 9 && begin[4] == 0x31 && begin[5] == 0x41 && begin[6] == 0x59;
        }
    }

    /**
     * Looks at a table.
     *
     * @param encoding of its text; null if nobody says
     * @return null if it may be one
     */
    public static NotText ofTable(byte[] begin, String encoding) {
        NotText packed = ofText(begin, encoding);
        if (packed != null) {
            return packed;
        }
        String text = new String(begin, 0, Math.min(begin.length, BEGIN), StandardCharsets.ISO_8859_1);
        String unmarked = text.startsWith("\u00EF\u00BB\u00BF") ? text.substring(3) : text;
        return PAGE.matcher(unmarked).lookingAt() ? new NotText(Message.of("registry.is.page"), AS_CSV) : null;
    }

    /** {@link #ofTable} of a text of any kind. */
    public static NotText ofText(byte[] begin, String encoding) {
        for (Signature signature : Signature.values()) {
            if (signature.begins(begin)) {
                return of(signature, begin);
            }
        }
        return encoding == null ? ofWideText(begin) : null;
    }

    /** The beginning of a file. */
    public static byte[] begin(Path file) throws IOException {
        try (InputStream in = RegularFile.open(file)) {
            return in.readNBytes(BEGIN);
        }
    }

    private static NotText of(Signature signature, byte[] begin) {
        return switch (signature) {
            case ZIP -> {
                String workbook = workbook(begin);
                yield workbook == null ? packed(signature) : workbook(workbook);
            }
            case XLS -> workbook(signature.name);
            case PDF, PARQUET ->
                new NotText(Message.of("registry.is.other", "name", signature.name), signature.expected);
            default -> packed(signature);
        };
    }

    private static NotText packed(Signature signature) {
        return new NotText(Message.of("registry.is.packed", "name", signature.name), UNPACKED);
    }

    private static NotText workbook(String name) {
        return new NotText(Message.of("registry.is.workbook", "name", name), AS_CSV);
    }

    /** Which spreadsheet's the first part of a zip file is; null for none. */
    private static String workbook(byte[] begin) {
        int from = Math.min(ZIP_NAME, begin.length);
        int length = Math.min(begin.length - from, LONGEST_ZIP_NAME);
        String name = new String(begin, from, length, StandardCharsets.ISO_8859_1);
        return XLSX.matcher(name).lookingAt() ? "xlsx" : ODS.matcher(name).lookingAt() ? "ods" : null;
    }

    /** Text in two bytes a character says so by its mark; without it each second byte of its signs is 0. */
    private static NotText ofWideText(byte[] begin) {
        int length = Math.min(begin.length, BEGIN);
        boolean marked = length >= 2 && (begin[0] & 0xFF) + (begin[1] & 0xFF) == 0xFF + 0xFE && begin[0] != begin[1];
        int[] zeros = new int[2];
        for (int i = 0; i < length; i++) {
            zeros[i & 1] += begin[i] == 0 ? 1 : 0;
        }
        int most = Math.max(zeros[0], zeros[1]);
        boolean isWide = !marked && most >= FEWEST_ZEROS && Math.min(zeros[0], zeros[1]) == 0 && most * WIDE >= length;
        if (!isWide) {
            return null;
        }
        return new NotText(
                Message.of("registry.is.utf16"),
                Message.of("registry.marked", "encoding", zeros[0] > 0 ? "UTF-16BE" : "UTF-16LE"));
    }
}
