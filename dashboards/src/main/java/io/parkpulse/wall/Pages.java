package io.parkpulse.wall;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** The files of the page, compressed once and held in memory. */
final class Pages {
    private static final List<String> FILES = List.of(
            "index.html",
            "login.html",
            "login.js",
            "wall.css",
            "icon.svg",
            "main.js",
            "store.js",
            "dom.js",
            "figures.js",
            "city.js",
            "park.js",
            "panel.js",
            "chart.js",
            "kiosk.js",
            "speech.js",
            "echarts.common.min.js");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /**
     * A file.
     *
     * @param tag changes with its content
     */
    record Page(String type, byte[] plain, byte[] compressed, String tag) {
        @Override
        public String toString() {
            return type + " " + tag;
        }
    }

    private final Map<String, Page> byPath = new HashMap<>();

    Pages() {
        for (String name : FILES) {
            byPath.put("/" + name, page(name));
        }
        byPath.put("/", byPath.get("/index.html"));
    }

    private static Page page(String name) {
        try (InputStream bytes = Pages.class.getResourceAsStream("page/" + name)) {
            if (bytes == null) {
                throw new IllegalStateException("page/" + name + " is missing from the jar");
            }
            byte[] plain = bytes.readAllBytes();
            String tag = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(plain))
                    .substring(0, 16);
            return new Page(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), plain, gzip(plain), '"' + tag + '"');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The file of a path; null if there is none. */
    Page at(String path) {
        return byPath.get(path);
    }
}
