package io.parkpulse.wall;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parkpulse.breakdown.Reasons;
import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.Texts;
import io.parkpulse.index.Bands;
import io.parkpulse.index.Measure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The wall: one page with the figures of all parks, kept up to date in every browser that looks at it. */
public final class WallServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WallServer.class);

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final int MOST_REQUESTS = 160;
    private static final int WORTH_COMPRESSING = 1_000;
    private static final int TOP_CONTRIBUTIONS = 24;
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final WallSettings settings;
    private final Access access;
    private final PublishedState facts = new PublishedState();
    private final WallModel model;
    private final Viewers viewers;
    private final Pages pages = new Pages();
    private final Map<Language, byte[]> texts = new EnumMap<>(Language.class);
    private final Map<Language, Reasons> reasons = new EnumMap<>(Language.class);
    private final Listener listener;
    private final Thread feeding;

    private WallServer(WallSettings settings, WallFeed feed) throws IOException {
        this.settings = settings;
        this.model = new WallModel(facts, settings.calendar());
        this.access = new Access(settings.token());
        this.viewers = new Viewers(facts, settings.clock());
        for (Language language : Language.values()) {
            texts.put(language, texts(language));
            reasons.put(language, Reasons.in(language));
        }
        ThreadPoolExecutor requests = new ThreadPoolExecutor(
                0, MOST_REQUESTS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> daemon(task, "wall-request"));
        listener = new Listener(settings.address(), settings.port(), requests, this::answer);
        feeding = daemon(() -> follow(feed), "wall-feed");
    }

    /**
     * Serves a wall until it is closed, and feeds it in a thread of its own. Answers before the feed has given anything.
     *
     * @throws IOException if no port can be had at the address
     */
    public static WallServer start(WallSettings settings, WallFeed feed) throws IOException {
        WallServer wall = new WallServer(settings, feed);
        wall.feeding.start();
        return wall;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static byte[] texts(Language language) {
        Map<String, String> all = new HashMap<>(Catalogue.in(language).texts());
        for (Measure measure : Measure.values()) {
            all.put("measure." + measure.id() + ".difference", all.get(Catalogue.differenceKey(measure)));
        }
        for (int band = 0; band < Bands.COUNT; band++) {
            all.put("bands.range." + band, Catalogue.range(band));
        }
        all.putAll(Texts.of(WallServer.class, "page", language).all());
        return WallModel.JSON.valueToTree(all).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Where it is, e.g. {@code http://127.0.0.1:8600/}; for an address of all interfaces, as this machine reaches it. */
    public URI url() {
        InetAddress address =
                settings.address().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : settings.address();
        String host = address.getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listener.port() + "/");
    }

    private void follow(WallFeed feed) {
        long pause = FIRST_PAUSE_MILLIS;
        try {
            while (true) {
                try {
                    feed.follow(model);
                    return;
                } catch (IOException | RuntimeException e) {
                    String why = e.getMessage() == null ? e.toString() : e.getMessage();
                    model.hindered(why);
                    LOG.warn("the feed failed and is started again in {} ms: {}", pause, why);
                }
                Thread.sleep(pause);
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    // Answers.

    private void answer(Exchange request) {
        try {
            request.set("Content-Security-Policy", POLICY)
                    .set("X-Content-Type-Options", "nosniff")
                    .set("Referrer-Policy", "no-referrer")
                    .set("Cross-Origin-Resource-Policy", "same-origin")
                    .set("Cross-Origin-Opener-Policy", "same-origin");
            String path = request.path();
            if (!access.isFromHere(request)) {
                refuse(request, 403, "ask for this machine as localhost or 127.0.0.1");
            } else if (path.equals("/login") && request.method().equals("POST")) {
                login(request);
            } else if (!request.method().equals("GET")) {
                refuse(request, 405, "expected GET");
            } else if (access.isKnown(request) || isOpen(path)) {
                route(request, path, parameters(request.query()));
            } else {
                identify(request, path);
            }
        } catch (IOException e) {
            LOG.debug("{} was not answered: {}", request.path(), e.getMessage());
            request.abandon();
        } catch (RuntimeException e) {
            LOG.warn("{} failed", request.path(), e);
            request.abandon();
        }
    }

    /** Answers who has not entered the token, but may send it along. */
    private void identify(Exchange request, String path) throws IOException {
        Access.Verdict verdict = access.bearer(request);
        if (verdict instanceof Access.Right) {
            route(request, path, parameters(request.query()));
        } else if (verdict instanceof Access.Unread unread) {
            request.set("Retry-After", Long.toString(seconds(unread)));
            refuse(request, 429, "too many wrong tokens; the next is looked at in " + seconds(unread) + " s");
        } else if (verdict == null && path.equals("/")) {
            page(request, pages.at("/login.html"));
        } else {
            request.set("WWW-Authenticate", "Bearer");
            refuse(request, 401, verdict == null ? "expected the token" : "the token is wrong");
        }
    }

    private static long seconds(Access.Unread unread) {
        return unread.pause().toSeconds() + 1;
    }

    /** What the page that asks for the token needs itself. */
    private static boolean isOpen(String path) {
        return path.equals("/wall.css") || path.equals("/icon.svg") || path.equals("/login.js");
    }

    private void route(Exchange request, String path, Map<String, String> parameters) throws IOException {
        switch (path) {
            case "/api/state" -> json(request, state(parameters));
            case "/api/stream" -> stream(request, parameters);
            case "/api/texts" -> {
                Optional<Language> language = Language.of(parameters.getOrDefault("lang", ""));
                if (language.isPresent()) {
                    body(request, 200, "application/json", texts.get(language.get()));
                } else {
                    refuse(request, 400, "lang: expected zh, en, ja or ko");
                }
            }
            case "/api/trend" -> {
                Optional<Measure> measure = measure(request, parameters);
                if (measure.isPresent()) {
                    found(request, model.ask(it -> it.trend(parameters.getOrDefault("scope", ""), measure.get())));
                }
            }
            case "/api/enterprises" ->
                found(request, model.ask(it -> it.enterprises(parameters.getOrDefault("park", ""))));
            case "/api/enterprise" -> {
                Optional<Language> language = Language.of(parameters.getOrDefault("lang", "en"));
                if (language.isPresent()) {
                    found(
                            request,
                            model.ask(it ->
                                    it.enterprise(parameters.getOrDefault("id", ""), reasons.get(language.get()))));
                } else {
                    refuse(request, 400, "lang: expected zh, en, ja or ko");
                }
            }
            case "/api/ladder" -> found(request, model.ask(it -> it.ladder(parameters.getOrDefault("scope", ""))));
            case "/api/contributions" -> {
                Optional<Measure> measure = measure(request, parameters);
                if (measure.isPresent() && !isMadeOfDays(measure.get())) {
                    refuse(request, 400, "measure: expected the index, or a rate that days of enterprises add up to");
                } else if (measure.isPresent()) {
                    found(
                            request,
                            model.ask(it -> it.contributions(
                                    parameters.getOrDefault("scope", ""), measure.get(), TOP_CONTRIBUTIONS)));
                }
            }
            default -> {
                Pages.Page page = pages.at(path);
                if (page == null) {
                    refuse(request, 404, "there is nothing here");
                } else {
                    page(request, page);
                }
            }
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                parameters.put(decoded(parts[0]), decoded(parts[1]));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // no escapes, then
        }
    }

    private static Optional<Measure> measure(Exchange request, Map<String, String> parameters) throws IOException {
        Optional<Measure> measure = Measure.of(parameters.getOrDefault("measure", ""));
        if (measure.isEmpty()) {
            refuse(request, 400, "measure: expected a name such as power_work_rate");
        }
        return measure;
    }

    /** Whether the days of enterprises add up to it. */
    private static boolean isMadeOfDays(Measure measure) {
        return measure.kind() == Measure.Kind.INDEX
                || measure.isRate()
                        && measure.numerator().isHeld()
                        && measure.denominator().isHeld();
    }

    private String state(Map<String, String> parameters) {
        PublishedState.News news = facts.since(null, parameters.getOrDefault("room", PublishedState.CITY));
        ObjectNode head = WallModel.JSON.createObjectNode();
        head.put("id", news.id())
                .put("now", settings.clock().millis())
                .put("age_limit", settings.ageLimit().toMillis())
                .put("run", settings.run());
        ArrayNode byMeters = head.putArray("by_meters");
        Measure.ofTrailingWindow().stream()
                .filter(Measure::restsOnMeters)
                .map(Measure::id)
                .forEach(byMeters::add);
        return "{\"head\":" + head + ",\"facts\":" + Viewers.json(news.facts()) + "}";
    }

    private void stream(Exchange request, Map<String, String> parameters) throws IOException {
        String last = request.header("Last-Event-ID");
        String seen = last == null ? parameters.get("after") : last;
        try {
            if (!viewers.follow(
                    request, seen, parameters.getOrDefault("room", PublishedState.CITY), takesGzip(request))) {
                request.set("Retry-After", "10");
                refuse(request, 503, "too many viewers");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /** Leads to the page that was wanted, or back to where the token is asked for, which says why. */
    private void login(Exchange request) {
        String token = parameters(request.body()).getOrDefault("token", "");
        String wanted = request.query() == null ? "" : request.query();
        String location = "/?" + wanted;
        if (access.needsToken()) {
            Access.Verdict verdict = access.judge(token, request.source());
            if (verdict instanceof Access.Right) {
                request.set("Set-Cookie", access.cookie());
            } else {
                String why = verdict instanceof Access.Unread unread ? "wait=" + seconds(unread) : "wrong=";
                location = "/?" + why + (wanted.isEmpty() ? "" : "&" + wanted);
            }
        }
        request.set("Location", location.equals("/?") ? "/" : location).answer(303, new byte[0]);
    }

    private static void found(Exchange request, ObjectNode answer) throws IOException {
        if (answer == null) {
            refuse(request, 404, "there is nothing of that name");
        } else {
            json(request, answer.toString());
        }
    }

    private static void json(Exchange request, String text) throws IOException {
        body(request, 200, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(Exchange request, int status, String why) throws IOException {
        body(request, status, "text/plain; charset=utf-8", (why + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void body(Exchange request, int status, String type, byte[] plain) {
        request.set("Content-Type", type).set("Cache-Control", "no-store");
        boolean gzip = plain.length >= WORTH_COMPRESSING && takesGzip(request);
        write(request, status, gzip, gzip ? Pages.gzip(plain) : plain);
    }

    private static void page(Exchange request, Pages.Page page) {
        request.set("Content-Type", page.type())
                .set("Cache-Control", "no-cache")
                .set("ETag", page.tag())
                .set("Vary", "Accept-Encoding, Cookie");
        if (page.tag().equals(request.header("If-None-Match"))) {
            request.answer(304, new byte[0]);
            return;
        }
        boolean gzip = takesGzip(request);
        write(request, 200, gzip, gzip ? page.compressed() : page.plain());
    }

    private static void write(Exchange request, int status, boolean gzip, byte[] bytes) {
        if (gzip) {
            request.set("Content-Encoding", "gzip");
        }
        request.answer(status, bytes);
    }

    private static boolean takesGzip(Exchange request) {
        String encodings = request.header("Accept-Encoding");
        return encodings != null && encodings.contains("gzip");
    }

    /** Stops listening and feeding. */
    @Override
    public void close() {
        facts.close();
        feeding.interrupt();
        listener.close();
        try {
            feeding.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
