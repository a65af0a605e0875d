package io.parkpulse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.Registries;
import io.parkpulse.connectors.lines.Line;
import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.enterprise.GroupBook;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.index.Sum;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.DeadReason;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Stream;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What travels between operators, and what is kept in state. */
class SerializationTest {
    private static final long AT = 1_584_288_000_000L;

    private static final Roster ROSTER =
            Roster.of(new Registries().park("P1").enterprise("E1", "P1").build());
    private static final WindowSchedule AGENDA =
            new WindowSchedule(300_000, 300_000, AT, AT + 3_600_000, new long[] {AT / 3_600_000});

    @ParameterizedTest
    @ValueSource(classes = {Observation.class, DeadLetter.class, EnterpriseDay.class, RecordTally.class, Line.class})
    void whatTravelsIsNeverLeftToKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojo(type);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }

    @Test
    void whatTravelsArrives() throws IOException {
        Observation observation =
                new Observation(1, Observation.Kind.CHECKIN, 2, AT, 3, 4, 5, 6, "人\ud800", 7, new byte[] {0, -1});
        assertThat(travel(observation, Observation.class))
                .usingRecursiveComparison()
                .isEqualTo(observation);
        DeadLetter letter = new DeadLetter(Stream.POWER, 1, 4, DeadReason.GLITCH, "d", new byte[] {9}, true, 2, 3);
        assertThat(travel(letter, DeadLetter.class)).usingRecursiveComparison().isEqualTo(letter);
        RecordTally account =
                new RecordTally(new long[] {1, 2, 3}, new long[] {4, 0, 5}, new long[] {4, 5, 6}, 7, 8, 9, new long[0]);
        assertThat(travel(account, RecordTally.class))
                .usingRecursiveComparison()
                .isEqualTo(account);
        EnterpriseDay day = new EnterpriseDay(1, 2, "P", new long[] {3, 1, 4, 5, 6, 0, 1, 7, 8, 9, 0, 10, 11});
        assertThat(travel(day, EnterpriseDay.class)).isEqualTo(day);
    }

    @Test
    void aChangeOfAScopeArrivesWithAllOfItsSums() throws IOException {
        long[] sums = new long[Sum.COUNT];
        sums[0] = -1;
        sums[Sum.OUTPUT_WH.ordinal()] = Long.MAX_VALUE;
        sums[Sum.COUNT - 1] = Long.MIN_VALUE;
        ScopeChange change =
                new ScopeChange(300, new int[] {4, 70_000}, ScopeChange.Kind.PROVISIONAL_DAY, -2, 4_095, sums);
        ScopeChange bare = ScopeChangeSerializer.INSTANCE.createInstance();

        DataOutputSerializer out = new DataOutputSerializer(64);
        ScopeChangeSerializer.INSTANCE.serialize(change, out);
        ScopeChangeSerializer.INSTANCE.serialize(bare, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

        assertThat(ScopeChangeSerializer.INSTANCE.deserialize(in))
                .usingRecursiveComparison()
                .isEqualTo(change);
        assertThat(ScopeChangeSerializer.INSTANCE.deserialize(bare, in))
                .usingRecursiveComparison()
                .isEqualTo(bare);
        assertThat(in.available()).isZero();
    }

    @Test
    void aGroupsBookSurvivesItsSerializer() throws IOException {
        GroupState state = state();
        byte[] bytes = state.toBytes();
        long stride = AGENDA.policy().strideMillis();

        DataOutputSerializer out = new DataOutputSerializer(64);
        GroupStateSerializer.INSTANCE.serialize(state, out);
        GroupStateSerializer.INSTANCE.serialize(state, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        GroupState first = GroupStateSerializer.INSTANCE.deserialize(in);
        GroupState second = GroupStateSerializer.INSTANCE.deserialize(first, in);

        assertThat(in.available()).isZero();
        assertThat(first.toBytes()).isEqualTo(bytes);
        assertThat(second.toBytes()).isEqualTo(bytes);
        assertThat(second.book(ROSTER, AGENDA, 0).nextDue()).isEqualTo((Math.floorDiv(AT, stride) + 1) * stride);
        assertThat(second.toBytes()).isEqualTo(bytes);
    }

    @Test
    void aCopyOfABookDoesNotChangeWithIt() throws IOException {
        GroupState state = state();
        GroupState copy = GroupStateSerializer.INSTANCE.copy(state);
        byte[] before = copy.toBytes();

        state.book(ROSTER, AGENDA, 0).add(checkin("b"));

        assertThat(copy.toBytes()).isEqualTo(before);
        assertThat(state.toBytes()).isNotEqualTo(before);
    }

    @Test
    void aBookGoesOnInItsCopyAndStaysBehindAsItWas() throws IOException {
        GroupState state = state();
        GroupBook live = state.book(ROSTER, AGENDA, 0);
        byte[] before = state.toBytes();

        GroupState copy = GroupStateSerializer.INSTANCE.copy(state);
        copy.book(ROSTER, AGENDA, 0).add(checkin("b"));

        assertThat(copy.book(ROSTER, AGENDA, 0)).isSameAs(live);
        assertThat(state.toBytes()).isEqualTo(before);
        assertThat(GroupStateSerializer.INSTANCE.copy(state).toBytes()).isEqualTo(before);
        assertThat(copy.toBytes()).isNotEqualTo(before);
    }

    @Test
    void aBookIsCopiedFromStreamToStream() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        GroupStateSerializer.INSTANCE.serialize(state(), out);
        DataOutputSerializer copy = new DataOutputSerializer(64);

        GroupStateSerializer.INSTANCE.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copy);

        assertThat(copy.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
    }

    @Test
    void aSavepointFindsItsSerializer() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, GroupStateSerializer.INSTANCE.snapshotConfiguration());

        TypeSerializerSnapshot<GroupState> snapshot = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), SerializationTest.class.getClassLoader());

        assertThat(snapshot.restoreSerializer()).isInstanceOf(GroupStateSerializer.class);
        assertThat(GroupStateSerializer.INSTANCE
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(snapshot)
                        .isCompatibleAsIs())
                .isTrue();
    }

    private static GroupState state() {
        GroupBook book = new GroupBook(ROSTER, AGENDA, 0);
        book.add(checkin("a"));
        return GroupState.of(book);
    }

    private static Observation checkin(String person) {
        return new Observation(
                0,
                Observation.Kind.CHECKIN,
                0,
                AT,
                0,
                0,
                0,
                Observation.PRIMARY | Observation.IN,
                person,
                1,
                new byte[] {1});
    }

    private static <T> T travel(T value, Class<T> type) throws IOException {
        TypeSerializer<T> serializer = TypeInformation.of(type).createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
