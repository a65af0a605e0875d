package io.parkpulse.connectors;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Programs that a test runs. Where one is missing the test is skipped, with its setting up and clearing up; with
 * {@code CI=true} it fails instead. What was skipped, and how to get what it wants, is said at the end of the build.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag(Wants.TAG)
@ExtendWith(WantsCondition.class)
public @interface Wants {
    /** Of all such tests. */
    String TAG = "wants";

    Program[] value();
}
