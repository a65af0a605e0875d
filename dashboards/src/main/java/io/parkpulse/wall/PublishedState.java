package io.parkpulse.wall;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What viewers know, by key, in rooms: every viewer follows the room of the city, and one other at most.
 *
 * <p>Each change has a number. A viewer that says up to which number it has seen everything gets the latest state of what
 * changed after it, so that one who was away, or is slow, misses nothing and is sent nothing twice.
 *
 * <p>What is gone is sent as null to those who may have known it. The last 1,000 that are gone are remembered for that. A
 * viewer that was away for longer, or is new, gets all there is and nothing of what is gone.
 */
final class PublishedState {
    /** The room that every viewer follows. */
    static final String CITY = "";

    private static final int MOST_GONE = 1_000;

    private final String epoch = UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, Map<String, Fact>> rooms = new HashMap<>();
    /** What is gone: place and version, the first to go first. */
    private final LinkedHashMap<Place, Long> gone = new LinkedHashMap<>();

    private long version;
    /** Up to here it is no longer known what is gone. */
    private long forgotten;

    private boolean closed;

    private record Place(String room, String key) {}

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
        gone.remove(new Place(room, key));
        Fact fact = rooms.computeIfAbsent(room, it -> new LinkedHashMap<>()).computeIfAbsent(key, it -> new Fact());
        fact.version = ++version;
        fact.json = json;
        fact.text = null;
        notifyAll();
    }

    /** Notes that something is gone; nothing if it was not there. */
    synchronized void remove(String room, String key) {
        Map<String, Fact> facts = rooms.getOrDefault(room, Map.of());
        if (!facts.containsKey(key)) {
            return;
        }
        facts.remove(key);
        if (facts.isEmpty()) {
            rooms.remove(room);
        }
        gone.put(new Place(room, key), ++version);
        if (gone.size() > MOST_GONE) {
            Iterator<Long> first = gone.values().iterator();
            forgotten = first.next();
            first.remove();
        }
        notifyAll();
    }

    /** How many things are kept, of what is there and of what is gone. */
    synchronized int remembered() {
        return rooms.values().stream().mapToInt(Map::size).sum() + gone.size();
    }

    /** What changed since a viewer's last news; all there is if these were not of this server, or there were none. */
    synchronized News since(String id, String room) {
        long seen = seen(id);
        if (seen < forgotten) {
            seen = -1;
        }
        Map<String, String> changed = new LinkedHashMap<>();
        collect(CITY, seen, changed);
        if (!room.equals(CITY)) {
            collect(room, seen, changed);
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
        if (seen >= 0) {
            gone.forEach((place, at) -> {
                if (at > seen && place.room().equals(room)) {
                    changed.put(place.key(), "null");
                }
            });
        }
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
