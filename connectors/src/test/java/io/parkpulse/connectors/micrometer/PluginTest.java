package io.parkpulse.connectors.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.MetricRegistryTestUtils;
import org.apache.flink.runtime.metrics.ReporterSetup;
import org.apache.flink.runtime.metrics.ReporterSetupBuilder;
import org.apache.flink.runtime.metrics.filter.DefaultReporterFilters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reporter in a directory of {@code plugins/}, with a class loader of its own, as Flink loads it. */
class PluginTest {
    private static final Path CLASSES = Path.of("target", "classes");

    @TempDir
    private Path plugins;

    @Test
    void fromThePluginsDirectoryItHasItsOwnClassesAndCanBeScraped() throws Exception {
        install(Files.createDirectory(plugins.resolve("micrometer")));
        PluginManager manager = new DefaultPluginManager(
                new DirectoryBasedPluginFinder(plugins).findPlugins(),
                CoreOptions.getPluginParentFirstLoaderPatterns(new Configuration()));
        Configuration configuration = new Configuration();
        configuration.setString("metrics.reporter.prom.factory.class", MicrometerReporterFactory.class.getName());
        configuration.setString("metrics.reporter.prom.prometheus.port", "0");

        List<ReporterSetup> setups = ReporterSetupBuilder.METRIC_SETUP_BUILDER.fromConfiguration(
                configuration, DefaultReporterFilters::metricsFromConfiguration, manager);

        assertThat(setups).hasSize(1);
        MetricReporter reporter = setups.get(0).getReporter();
        assertThat(reporter.getClass().getName()).isEqualTo(MicrometerReporter.class.getName());
        assertThat(reporter.getClass()).isNotEqualTo(MicrometerReporter.class);
        MetricRegistryImpl registry =
                new MetricRegistryImpl(MetricRegistryTestUtils.defaultMetricRegistryConfiguration(), setups);
        try {
            FlinkProcess.taskManager(registry).counter("seen").inc(3);

            assertThat(Scrape.of(port(reporter)).lines()).contains("flink_taskmanager_seen_total 3.0");
        } finally {
            registry.closeAsync().join();
        }
    }

    /** By its name: it is another class than the test's. */
    private static int port(MetricReporter reporter) throws Exception {
        Method method = reporter.getClass().getDeclaredMethod("address");
        method.setAccessible(true);
        return ((InetSocketAddress) method.invoke(reporter)).getPort();
    }

    /** This module's jar, and those of its dependencies that Flink does not bring. */
    private static void install(Path directory) throws Exception {
        try (OutputStream file = Files.newOutputStream(directory.resolve("connectors.jar"));
                JarOutputStream jar = new JarOutputStream(file);
                Stream<Path> paths = Files.walk(CLASSES)) {
            List<Path> files =
                    new ArrayList<>(paths.filter(Files::isRegularFile).toList());
            files.sort(Comparator.naturalOrder());
            for (Path path : files) {
                jar.putNextEntry(
                        new JarEntry(CLASSES.relativize(path).toString().replace('\\', '/')));
                Files.copy(path, jar);
                jar.closeEntry();
            }
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (path.getFileName().toString().matches("(micrometer|prometheus-metrics).*\\.jar")) {
                Files.copy(path, directory.resolve(path.getFileName()));
            }
        }
    }
}
