package io.parkpulse.connectors;

import java.io.File;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program that tests run and that is not on every machine: where it is looked for, and how to get it. A test that runs
 * one says so with {@link Wants}; without the program it is skipped.
 */
public enum Program {
    /** As {@code INFLUXD} says, on the {@code PATH}, or where {@code dev/influxd/build} puts it. */
    INFLUXD("run dev/influxd/build, or set INFLUXD to an influxd of version 2.7", "influxd") {
        @Override
        Stream<Path> places(Map<String, String> environment) {
            String given = environment.getOrDefault(VARIABLE, "");
            return given.isEmpty()
                    ? Stream.concat(
                            super.places(environment),
                            Stream.of(cache(environment).resolve(BUILT)))
                    : Stream.of(Path.of(given));
        }

        @Override
        String missing(Map<String, String> environment) {
            String given = environment.getOrDefault(VARIABLE, "");
            return given.isEmpty()
                    ? super.missing(environment)
                    : VARIABLE + " is " + given + ", which is not there or cannot be run";
        }
    },
    /** As Debian and as its makers call it. */
    ALERTMANAGER("apt-get install prometheus-alertmanager", "prometheus-alertmanager", "alertmanager"),
    AMTOOL("apt-get install prometheus-alertmanager", "amtool"),
    PROMTOOL("apt-get install prometheus", "promtool"),
    CHROMIUM("apt-get install chromium", "chromium", "chromium-browser", "google-chrome"),
    CHROMEDRIVER("apt-get install chromium-driver", "chromedriver"),
    BASH("apt-get install bash", "bash"),
    CURL("apt-get install curl", "curl"),
    MKFIFO("apt-get install coreutils", "mkfifo"),
    TAR("apt-get install tar", "tar");

    private static final String VARIABLE = "INFLUXD";
    private static final String BUILT = "parkpulse/influxd-2.7.12/influxd";

    private final String howToGet;
    private final List<String> names;

    /** @param names what it is called; the first that is there counts */
    Program(String howToGet, String... names) {
        this.howToGet = howToGet;
        this.names = List.of(names);
    }

    /**
     * Where it is on this machine.
     *
     * @throws IllegalStateException if it is not there, or if a test runs it without saying that it {@link Wants} it
     */
    public String path() {
        if (!isSaid()) {
            throw new IllegalStateException("this test runs " + names.get(0) + ": say @Wants(Program." + name()
                    + "), so that it is skipped where there is none");
        }
        return find(System.getenv()).orElseThrow(() -> new IllegalStateException(missing(System.getenv())));
    }

    Optional<String> find(Map<String, String> environment) {
        return places(environment)
                .filter(place -> Files.isExecutable(place) && !Files.isDirectory(place))
                .map(Path::toString)
                .findFirst();
    }

    /** Why a test is skipped, and what to do about it. */
    String missing(Map<String, String> environment) {
        return "there is no " + names.get(0) + ": " + howToGet;
    }

    Stream<Path> places(Map<String, String> environment) {
        List<Path> places = new ArrayList<>();
        for (String directory : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            for (String name : names) {
                places.add(Path.of(directory, name));
            }
        }
        return places.stream();
    }

    /** As the shell's {@code ${XDG_CACHE_HOME:-$HOME/.cache}}; Java's user.home is another directory where HOME is set. */
    private static Path cache(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        return cache.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache")
                : Path.of(cache);
    }

    /** Whether the test that calls says that it wants this; what is no test need not say so. */
    private boolean isSaid() {
        List<StackWalker.StackFrame> calls = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.toList());
        return calls.stream().noneMatch(call -> call.getClassName().startsWith("org.junit.platform."))
                || calls.stream().anyMatch(this::isSaidAt);
    }

    private boolean isSaidAt(StackWalker.StackFrame call) {
        Class<?> caller = call.getDeclaringClass();
        return Stream.concat(
                        Stream.<AnnotatedElement>of(caller),
                        Stream.of(caller.getDeclaredMethods())
                                .filter(method -> method.getName().equals(call.getMethodName())))
                .map(element -> element.getAnnotation(Wants.class))
                .anyMatch(wants -> wants != null && List.of(wants.value()).contains(this));
    }
}
