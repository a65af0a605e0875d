package io.parkpulse.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {
    private static final int SUBJECTS = 1000;
    private static final int EACH = 20;

    @Test
    void rowsComeInOrder() {
        Sample sample = new Sample(2, 100);
        sample.add(1, 5, 0, 0, 1);
        sample.add(1, -5, 2, 0, 2);
        sample.add(1, -5, 1, 0, 3);

        assertThat(sample.take(1)).isDeepEqualTo(new long[][] {{-5, 1, 0, 3}, {-5, 2, 0, 2}, {5, 0, 0, 1}});
        assertThat(sample.take(1)).isEmpty();
        assertThat(sample.take(0)).isEmpty();
    }

    @Test
    void whereThereIsNoRoomAPartOfTheSubjectsHasAllItsRowsInWhateverOrderTheyCome() {
        List<Integer> subjects = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            IntStream.range(0, SUBJECTS).forEach(subjects::add);
        }
        int[] inOrder = counts(subjects);
        Collections.shuffle(subjects, new Random(1));

        assertThat(inOrder).containsOnly(0, EACH);
        assertThat(IntStream.of(inOrder).sum()).isBetween(1000, 5000);
        assertThat(counts(subjects)).isEqualTo(inOrder);
    }

    @Test
    void oneSubjectAloneIsCutOff() {
        Sample sample = new Sample(1, 100);
        IntStream.range(0, 1000).forEach(i -> sample.add(0, i, 0, 0, 0));

        assertThat(sample.take(0)).hasDimensions(25, 4);
    }

    private static int[] counts(List<Integer> subjects) {
        Sample sample = new Sample(SUBJECTS, 5000);
        subjects.forEach(subject -> sample.add(subject, 0, 0, 0, 0));
        return IntStream.range(0, SUBJECTS)
                .map(subject -> sample.take(subject).length)
                .toArray();
    }
}
