package io.parkpulse.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessDirectoryTest {
    @TempDir
    Path temp;

    @Test
    void isForItsUserAloneAndCarriesTheProcessInItsName() throws IOException {
        Path base = temp.resolve("parkpulse-me");
        Path own = ProcessDirectory.in(base).path();

        assertThat(own.getFileName().toString()).matches(ProcessHandle.current().pid() + "-\\d{13}");
        for (Path directory : new Path[] {base, own}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void whatDeadProcessesLeftIsClearedAndNothingElse() throws IOException {
        Path base = Files.createDirectory(temp.resolve("parkpulse-me"));
        Files.writeString(
                Files.createDirectories(base.resolve("12-1500000000000/deep")).resolve("left"), "left");
        Files.createFile(base.resolve("12-1500000000000.lock"));
        Files.createDirectory(base.resolve("13-1500000000000"));
        Path staging = Files.createDirectories(temp.resolve("results/.out.partial/work"));
        Path theirs = Files.createDirectories(temp.resolve("results/precious"));
        Files.writeString(
                base.resolve("12-1500000000000.elsewhere"),
                staging.getParent() + "\n" + theirs + "\n/nowhere/at/all\n");
        Files.createDirectory(base.resolve("somebody's"));
        Files.createDirectory(base.resolve("14-1500000000000"));
        try (LockFile alive =
                LockFile.take(base.resolve("14-1500000000000.lock"), "alive").orElseThrow()) {
            Path own = ProcessDirectory.in(base).path();

            String name = own.getFileName().toString();
            assertThat(base.toFile().list())
                    .containsExactlyInAnyOrder(
                            name, name + ".lock", "somebody's", "14-1500000000000", "14-1500000000000.lock");
            assertThat(temp.resolve("results").toFile().list()).containsExactly("precious");
            assertThat(LockFile.holder(base.resolve("14-1500000000000.lock"))).isEqualTo("alive");
            assertThat(alive).isNotNull();
        }
    }

    @Test
    void aPlaceThatSomebodyElseHasMadeIsNotUsed() throws IOException {
        Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
        Path base = Files.createSymbolicLink(temp.resolve("parkpulse-me"), elsewhere);

        assertThatThrownBy(() -> ProcessDirectory.in(base))
                .hasMessageContaining(base.toString())
                .hasMessageContaining("TMPDIR");
        assertThat(elsewhere).isEmptyDirectory();
    }
}
