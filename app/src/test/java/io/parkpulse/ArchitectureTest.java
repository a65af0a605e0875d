package io.parkpulse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.parkpulse.live.RunCommand;

/** What may know of what, as far as modules do not say it. */
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
    static final ArchRule nothingMutableIsStatic =
            fields().that().areStatic().should().beFinal();
}
