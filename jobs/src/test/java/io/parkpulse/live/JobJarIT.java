package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is submitted to a cluster: everything the job needs that Flink does not bring, and no more. */
class JobJarIT {
    /** Where {@code mvn package} puts it. */
    static final Path JAR = Path.of("../jobs/target/parkpulse-job.jar");

    private static final long MOST_BYTES = 32L << 20;

    /** Flink's distribution has it; the modules that the cluster of the tests is made of have not. */
    private static final Pattern OF_ROCKSDB = Pattern.compile("org\\.(apache\\.flink\\.state\\.)?rocksdb\\..+");

    @TempDir
    Path dir;

    @Test
    void startsTheProductionJob() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("io.parkpulse.live.RunCommand");
        }
        assertThat(JAR).satisfies(jar -> assertThat(Files.size(jar)).isLessThan(MOST_BYTES));
    }

    @Test
    void hasNothingThatFlinkBringsAndNothingOfDemoAndTests() throws IOException {
        List<String> libraries = new ArrayList<>();
        Set<String> classes = new TreeSet<>();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> !name.endsWith("/"))
                    .forEach(name -> {
                        if (name.startsWith("lib/")) {
                            libraries.add(name.substring("lib/".length()));
                        } else {
                            classes.add(name);
                        }
                    });
        }

        assertThat(libraries)
                .isNotEmpty()
                .noneMatch(library -> FlinkCluster.distributed(Path.of(library)))
                .noneMatch(library -> library.matches(
                        "(kafka_2|kafka-(?!clients)|scala-|questdb|jline|progressbar|micrometer|prometheus|junit"
                                + "|assertj|archunit|jqwik|flink-test|flink-(?!connector)).*"));
        assertThat(classes)
                .allMatch(name -> name.startsWith("io/parkpulse/") || name.equals("META-INF/MANIFEST.MF"))
                .noneMatch(name -> name.matches(".*(Test|IT)\\.class"))
                .contains("io/parkpulse/live/RunCommand.class", "io/parkpulse/index/Measure.class");
    }

    @Test
    void holdsWhateverItsClassesReferTo() throws IOException {
        JavaClasses ours = new ClassFileImporter()
                .importUrl(URI.create("jar:" + JAR.toUri() + "!/io/parkpulse").toURL());
        List<URL> there = new ArrayList<>(unpackedLibraries());
        there.add(JAR.toUri().toURL());
        for (Path jar : FlinkCluster.distribution()) {
            there.add(jar.toUri().toURL());
        }
        Set<String> missing = new TreeSet<>();
        try (URLClassLoader cluster =
                new URLClassLoader(there.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            for (JavaClass one : ours) {
                one.getDirectDependenciesFromSelf().forEach(dependency -> {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    String name = target.getName();
                    if (!target.isPrimitive()
                            && !OF_ROCKSDB.matcher(name).matches()
                            && cluster.getResource(name.replace('.', '/') + ".class") == null) {
                        missing.add(one.getName() + " → " + name);
                    }
                });
            }
        }

        assertThat(ours).hasSizeGreaterThan(100);
        assertThat(missing).isEmpty();
    }

    private List<URL> unpackedLibraries() throws IOException {
        List<URL> libraries = new ArrayList<>();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            Enumeration<JarEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().matches("lib/.+")) {
                    Path file = dir.resolve(Path.of(entry.getName()).getFileName());
                    try (InputStream in = jar.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                    libraries.add(file.toUri().toURL());
                }
            }
        }
        return libraries;
    }
}
