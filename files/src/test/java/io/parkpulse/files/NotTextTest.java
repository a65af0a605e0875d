package io.parkpulse.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.Sentences;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotTextTest {
    private static final String TABLE = "meter,at,value\n表1,2020-03-16 00:15,1.50\n";

    private static String told(NotText found) {
        return Sentences.ENGLISH.of(found.is()) + ": " + Sentences.ENGLISH.of(found.expected());
    }

    private static byte[] zip(String... parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String part : parts) {
                zip.putNextEntry(new ZipEntry(part));
                zip.write(TABLE.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void whatIsPackedIsToBeUnpacked() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(TABLE.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(told(NotText.ofText(gzip.toByteArray(), "GBK")))
                .isEqualTo("is packed (gzip): the file that is packed in it: unpack it, and use that");
        assertThat(told(NotText.ofTable(zip("meters.csv", "parks.csv"), null))).startsWith("is packed (zip): ");
        assertThat(told(NotText.ofTable(zip(), null))).startsWith("is packed (zip): ");
    }

    @Test
    void aWorkbookIsToBeSavedAsCsv() throws IOException {
        byte[] xls = HexFormat.of().parseHex("d0cf11e0a1b11ae1000000000000");

        assertThat(told(NotText.ofTable(zip("[Content_Types].xml", "xl/workbook.xml"), null)))
                .isEqualTo(
                        "is a spreadsheet workbook (xlsx): a table as text: open it in a spreadsheet program and save it"
                                + " as CSV (UTF-8)");
        assertThat(told(NotText.ofTable(xls, "GBK"))).startsWith("is a spreadsheet workbook (xls): a table as text");
    }

    @ParameterizedTest
    @CsvSource({
        "fd377a585a0000, xz",
        "425a68393141592653590000, bzip2",
        "28b52ffd00, zstd",
        "377abcaf271c, 7z",
        "526172211a07, rar",
        "255044462d312e37, PDF",
        "504152311500, Parquet"
    })
    void whatOthersWriteIsNamed(String hex, String name) {
        assertThat(told(NotText.ofTable(HexFormat.of().parseHex(hex), null))).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>",
                "\uFEFF\n <TABLE border=1>",
                "<!DOCTYPE html>",
                "<?xml version=\"1.0\"?><Workbook>"
            })
    void aPageIsNoTableButMayBeAnotherText(String page) {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);

        assertThat(told(NotText.ofTable(bytes, null))).startsWith("is a page of HTML or XML");
        assertThat(NotText.ofText(bytes, null)).isNull();
    }

    @Test
    void textInTwoBytesACharacterNeedsAMarkOrSomebodyWhoSaysSo() {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] bytes = TABLE.getBytes(charset);

            assertThat(told(NotText.ofTable(bytes, null)))
                    .startsWith("is text in UTF-16 without a byte order mark")
                    .endsWith("encoding: " + charset + " in the mapping does as well");
            assertThat(NotText.ofTable(bytes, charset.name())).isNull();
            assertThat(NotText.ofTable(("\uFEFF" + TABLE).getBytes(charset), null))
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                TABLE,
                "PK,at\n1,2\n",
                "BZh9,at\n1,2\n",
                "PAR1,at\n",
                "<TICKER>,<DATE>\n",
                "meter,at\nM\u0000,1\n",
                "\u0000\u0000\u0000\u0000"
            })
    void anythingElseMayBeText(String text) {
        assertThat(NotText.ofTable(text.getBytes(StandardCharsets.UTF_8), null)).isNull();
        assertThat(NotText.ofTable(text.getBytes(Charset.forName("GB18030")), "GB18030"))
                .isNull();
    }
}
