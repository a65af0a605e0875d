package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Closing;
import io.parkpulse.Registries;
import io.parkpulse.pipeline.RosterUpdate;
import io.parkpulse.roster.Roster;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeclarationFunctionTest {
    @RegisterExtension
    final Closing closing = new Closing();

    private static final Roster NOBODY = Roster.of(new Registries().build());
    private static final Roster ONE = NOBODY.succeededBy(
            new Registries().park("P1").enterprise("E1", "P1").build());

    private static DeclarationRecord record(String value) {
        return new DeclarationRecord("parkpulse.declarations-0:5", value.getBytes(StandardCharsets.UTF_8));
    }

    private static DeclarationRecord ofEnterprise() {
        return record("{\"enterprise\":\"E1\",\"at\":\"2020-03-16T00:00:00Z\",\"resumed\":true}");
    }

    @Test
    void aDeclarationCountsOnceTheRegistryKnowsWhoDeclaresAfterARestartAsWell() throws Exception {
        var before = closing.later(Followers.harness(new DeclarationFunction(NOBODY)));
        var after = closing.later(Followers.harness(new DeclarationFunction(NOBODY)));
        before.open();
        before.processElement(ofEnterprise(), 0);
        assertThat(before.extractOutputValues()).isEmpty();
        assertThat(before.getSideOutput(RefusedRow.OUTPUT).remove().getValue())
                .isEqualTo(new RefusedRow(
                        "declarations",
                        "parkpulse.declarations-0:5",
                        "enterprise: \"E1\", expected an id of the registry"));
        before.processBroadcastElement(new RosterUpdate(ONE.toBytes()), 0);
        before.processElement(ofEnterprise(), 0);
        assertThat(before.extractOutputValues()).hasSize(1);

        after.initializeState(before.snapshot(1, 1));
        after.open();
        after.processElement(ofEnterprise(), 0);
        assertThat(after.extractOutputValues())
                .extracting(context -> context.declaration().subject())
                .containsExactly("E1");
    }

    @Test
    void whatIsNoDeclarationIsRefusedAndTheJobGoesOn() throws Exception {
        var harness = closing.later(Followers.harness(new DeclarationFunction(ONE)));
        harness.open();
        harness.processElement(record("[]"), 0);
        harness.processElement(ofEnterprise(), 0);

        assertThat(harness.getSideOutput(RefusedRow.OUTPUT)).hasSize(1);
        assertThat(harness.extractOutputValues()).hasSize(1);
    }
}
