package io.parkpulse.imports;

import io.parkpulse.mapping.Mapping;
import io.parkpulse.mapping.RowFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The rows of XML: elements of one name. A pointer's tokens are the names of elements without their namespace;
 * {@code @name} is an attribute.
 */
final class XmlRows implements RowReader {
    private final String records;
    private final PointerTexts texts;
    private final XMLInputFactory factory = factory();

    XmlRows(RowFormat format, Mapping mapping) {
        this.records = format.records();
        this.texts = new PointerTexts(mapping.places());
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        // A file must not make this program read another one.
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    @Override
    public void read(TextSource source, RowHandler handler) throws IOException {
        texts.within(whole -> readWhole(source, whole));
        long line = 1;
        try (BufferedReader in = source.openForRows()) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            List<String> path = new ArrayList<>();
            while (xml.hasNext()) {
                int event = xml.next();
                line = xml.getLocation().getLineNumber();
                if (event == XMLStreamConstants.END_ELEMENT) {
                    path.remove(path.size() - 1);
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    path.add(xml.getLocalName());
                    if (isRecord(path)) {
                        texts.clear();
                        long begin = line;
                        String raw = element(xml, texts, texts.root());
                        path.remove(path.size() - 1);
                        if (!handler.row(texts, begin, () -> raw)) {
                            return;
                        }
                    }
                }
            }
        } catch (XMLStreamException e) {
            long at = e.getLocation() == null ? line : e.getLocation().getLineNumber();
            handler.broken(at, "no XML: " + reason(e) + "; not read from here on", "");
        }
    }

    private static String reason(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int from = message.indexOf("Message: ");
        return (from < 0 ? message : message.substring(from + "Message: ".length()))
                .strip()
                .replaceAll("\\s+", " ");
    }

    private boolean isRecord(List<String> path) {
        return records.startsWith("/")
                ? records.equals("/" + String.join("/", path))
                : records.equals(path.get(path.size() - 1));
    }

    /** The texts of the whole file, of each pointer its first. */
    private void readWhole(TextSource source, PointerTexts texts) throws IOException {
        try (BufferedReader in = source.open()) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    PointerTexts.Step step = texts.root().child(xml.getLocalName());
                    element(xml, texts, step);
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    /**
     * Takes the texts of an element and leaves the parser at its end.
     *
     * @param top null where no place is in it
     * @return the element as text
     */
    private static String element(XMLStreamReader xml, PointerTexts texts, PointerTexts.Step top)
            throws XMLStreamException {
        StringBuilder raw = new StringBuilder();
        // An element without a step has this one.
        PointerTexts.Step none = new PointerTexts.Step();
        Deque<PointerTexts.Step> steps = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        boolean leaf = true;
        steps.push(top == null ? none : top);
        begin(xml, raw, texts, steps.peek());
        while (!steps.isEmpty() && xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    PointerTexts.Step step = steps.peek().child(xml.getLocalName());
                    steps.push(step == null ? none : step);
                    text.setLength(0);
                    leaf = true;
                    begin(xml, raw, texts, steps.peek());
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    text.append(xml.getText());
                    if (raw.length() < 10_000) {
                        raw.append(escaped(xml.getText()));
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    PointerTexts.Step step = steps.pop();
                    if (leaf && step.isPlace()) {
                        texts.put(step, text.toString(), false);
                    }
                    leaf = false;
                    raw.append("</").append(xml.getLocalName()).append('>');
                }
                default -> {}
            }
        }
        return raw.toString();
    }

    private static void begin(XMLStreamReader xml, StringBuilder raw, PointerTexts texts, PointerTexts.Step step) {
        raw.append('<').append(xml.getLocalName());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String name = xml.getAttributeLocalName(i);
            raw.append(' ')
                    .append(name)
                    .append("=\"")
                    .append(escaped(xml.getAttributeValue(i)))
                    .append('"');
            PointerTexts.Step own = step.child("@" + name);
            if (own != null) {
                texts.put(own, xml.getAttributeValue(i), false);
            }
        }
        raw.append('>');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
