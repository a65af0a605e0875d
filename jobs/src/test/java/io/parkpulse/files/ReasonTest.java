package io.parkpulse.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;

class ReasonTest {
    @Test
    void ofAJobThatFailedIsWhatWasAtTheBottomOfIt() {
        IOException bottom = new IOException("the message is larger than the topic takes");
        Exception failure = new ExecutionException(new JobExecutionException(
                null, "Job execution failed.", new RuntimeException(new IOException(bottom.toString(), bottom))));

        assertThat(Reason.of(failure)).isEqualTo("the message is larger than the topic takes");
        assertThat(Reason.of(new SerializedThrowable(bottom))).isEqualTo("the message is larger than the topic takes");
    }

    @Test
    void keepsOurOwnWordsAndSaysTheBottomOnce() {
        IOException bottom = new IOException("No space left on device");

        assertThat(Reason.of(new IOException("cannot write out/daily.jsonl: No space left on device", bottom)))
                .isEqualTo("cannot write out/daily.jsonl: No space left on device");
        assertThat(Reason.of(new IOException("Kafka does not start", new RuntimeException(bottom))))
                .isEqualTo("Kafka does not start: No space left on device");
    }

    @Test
    void ofAFileIsMoreThanItsPath() {
        assertThat(Reason.of(new AccessDeniedException("/etc/x"))).isEqualTo("no permission: /etc/x");
        assertThat(Reason.of(new UncheckedIOException(new NoSuchFileException("/x"))))
                .isEqualTo("there is no /x");
        assertThat(Reason.of(new FileSystemException("/x", null, "Read-only file system")))
                .isEqualTo("/x: Read-only file system");
    }

    @Test
    void isNeverNull() {
        assertThat(Reason.of(new InterruptedException())).isEqualTo("InterruptedException");
        assertThat(Reason.of(new ExecutionException(null, new StackOverflowError())))
                .isEqualTo("StackOverflowError");
    }
}
