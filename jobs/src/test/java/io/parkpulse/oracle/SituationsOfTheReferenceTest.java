package io.parkpulse.oracle;

import io.parkpulse.replay.Situations;
import java.nio.file.Path;
import java.time.Duration;

class SituationsOfTheReferenceTest extends Situations {
    @Override
    protected void replay(Path recording, Path out, Duration every) throws Exception {
        Oracle.replay(recording, out, every);
    }
}
