package io.parkpulse.wall;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What viewers know, by key, in rooms: every viewer follows the room of the city, and that of one park at most.
 *
 * <p>Each change has a number. A viewer that says up to which number it has seen everything gets the latest state of what
 * changed after it, so that one who was away, or is slow, misses nothing and is sent nothing twice.
 */
final class Facts {
    /** The room that every viewer follows. */
    static final String CITY = "";

    private final String epoch = UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, Map<String, Fact>> rooms = new HashMap<>();
    private long version;
    private boolean closed;

    private static final class Fact {
        private long version;
        private Supplier<String> json;
        private String text;

        /** Made when somebody asks: of most changes only the last before a look is ever seen. */
        String text() {
            if (text == null) {
                text = json.get();
            }
            return text;
        }
    }

    /**
     * What changed.
     *
     * @param id up to where the viewer has then seen everything
     * @param whole whether this is all there is, and not what is new
     */
    record News(String id, boolean whole, Map<String, String> facts) {}

    /** Notes a change; the text is asked for later, under this object's lock. */
    synchronized void put(String room, String key, Supplier<String> json) {
        Fact fact = rooms.computeIfAbsent(room, it -> new LinkedHashMap<>()).computeIfAbsent(key, it -> new Fact());
        fact.version = ++version;
        fact.json = json;
        fact.text = null;
        notifyAll();
    }

    /** What changed since a viewer's last news; all there is if these were not of this server, or there were none. */
    synchronized News since(String id, String park) {
        long seen = seen(id);
        Map<String, String> changed = new LinkedHashMap<>();
        collect(CITY, seen, changed);
        if (!park.equals(CITY)) {
            collect(park, seen, changed);
        }
        return new News(epoch + "." + version, seen < 0, changed);
    }

    private long seen(String id) {
        if (id == null || !id.startsWith(epoch + ".")) {
            return -1;
        }
        try {
            long seen = Long.parseLong(id.substring(epoch.length() + 1));
            return seen > version ? -1 : seen;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void collect(String room, long seen, Map<String, String> changed) {
        rooms.getOrDefault(room, Map.of()).forEach((key, fact) -> {
            if (fact.version > seen) {
                changed.put(key, fact.text());
            }
        });
    }

    /** Waits until there is anything after a viewer's last news, or the time has passed, or all is over. */
    synchronized void await(String id, long millis) throws InterruptedException {
        long until = System.nanoTime() + millis * 1_000_000;
        while (!closed && seen(id) == version) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Sends everybody home. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
