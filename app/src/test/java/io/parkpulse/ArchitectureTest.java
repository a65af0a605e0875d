package io.parkpulse;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.parkpulse.live.RunCommand;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;

/** What may know of what. The arithmetic knows of nothing but itself, so that it is the same wherever it runs. */
@AnalyzeClasses(
        packages = "io.parkpulse",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
class ArchitectureTest {
    /** The connectors' test support comes as a jar. */
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] ARITHMETIC = {
        "io.parkpulse.exact..",
        "io.parkpulse.model..",
        "io.parkpulse.energy..",
        "io.parkpulse.people..",
        "io.parkpulse.index..",
        "io.parkpulse.registry..",
        "io.parkpulse.ingest..",
        "io.parkpulse.roster..",
        "io.parkpulse.alerts..",
        "io.parkpulse.enterprise..",
        "io.parkpulse.output.."
    };

    @ArchTest
    static final ArchRule arithmeticKnowsNoEngineAndNoCommandLine = noClasses()
            .that()
            .resideInAnyPackage(ARITHMETIC)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.flink..",
                    "picocli..",
                    "me.tongfei..",
                    "org.apache.kafka..",
                    "io.questdb..",
                    "io.parkpulse.connectors..",
                    "io.parkpulse.embedded..",
                    "io.parkpulse.kafka..",
                    "io.parkpulse.play..",
                    "io.parkpulse.replay..",
                    "io.parkpulse.pipeline..",
                    "io.parkpulse.cli..");

    @ArchTest
    static final ArchRule onlyJobsAndConnectorsUseTheEngine = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.parkpulse.replay..",
                    "io.parkpulse.live..",
                    "io.parkpulse.pipeline..",
                    "io.parkpulse.connectors..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule connectorsKnowNothingOfParks = noClasses()
            .that()
            .resideInAPackage("io.parkpulse.connectors..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.parkpulse..").and(resideOutsideOfPackage("io.parkpulse.connectors..")));

    @ArchTest
    static final ArchRule nobodyDependsOnTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("io.parkpulse.cli..")
            .and()
            .areNotAssignableTo(RunCommand.class) // a cluster starts it, too
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.parkpulse.cli..", "picocli..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.parkpulse.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule arithmeticHasNoClock = noClasses()
            .that()
            .resideInAnyPackage(ARITHMETIC)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule arithmeticHasNoChance = noClasses()
            .that()
            .resideInAnyPackage(ARITHMETIC)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule nothingMutableIsStatic =
            fields().that().areStatic().should().beFinal();
}
