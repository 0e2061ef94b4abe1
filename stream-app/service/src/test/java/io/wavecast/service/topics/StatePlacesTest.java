package io.wavecast.service.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.text.FailureException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatePlacesTest {
  private static final String KEY = "cpu";
  private static final int OLD = StateMove.partition(KEY.getBytes(UTF_8), 4);
  private static final int NEW = StateMove.partition(KEY.getBytes(UTF_8), 7);

  private final StatePlaces places = new StatePlaces(4, 4, 7);

  @Test
  void only_the_newest_state_moves() {
    ConsumerRecord<byte[], byte[]> older = state(OLD, 0, "a");
    ConsumerRecord<byte[], byte[]> newest = state(OLD, 5, "b");
    places.see(older);
    places.see(newest);

    assertThat(OLD).as("the key moves").isNotEqualTo(NEW);
    assertThat(places.isMisplaced(older)).isFalse();
    assertThat(places.isMisplaced(newest)).isTrue();
    assertThat(places.moves(newest)).isTrue();
    assertThat(places.place(newest.key())).isEqualTo(NEW);
  }

  @Test
  void a_state_in_its_place_is_newer_than_one_elsewhere() {
    ConsumerRecord<byte[], byte[]> old = state(OLD, 9, "a");
    ConsumerRecord<byte[], byte[]> begun = state(NEW, 0, "b");
    places.see(old);
    places.see(begun);

    assertThat(places.isMisplaced(old)).isTrue();
    assertThat(places.moves(old)).isFalse();
    assertThat(places.isMisplaced(begun)).isFalse();
  }

  @Test
  void a_deleted_state_is_nowhere() {
    places.see(state(OLD, 0, "a"));
    places.see(state(OLD, 1, null));

    assertThat(places.size()).isZero();
    assertThat(places.isMisplaced(state(OLD, 0, "a"))).isFalse();
  }

  @Test
  void keys_of_an_unknown_partitioner_are_refused() {
    int other = (OLD + 1) % 4 == NEW ? (OLD + 2) % 4 : (OLD + 1) % 4;
    places.see(state(other, 0, "a"));

    assertThatThrownBy(() -> places.requireKnown("observations"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("1 of 1 keys");
  }

  @Test
  void a_former_number_of_partitions_is_accepted_where_it_is_not_known() {
    StatePlaces enlarged = new StatePlaces(7, 7, 7);
    StatePlaces unfinished = new StatePlaces(1, 7, 7);
    enlarged.see(state(OLD, 0, "a"));
    unfinished.see(state(OLD, 0, "a"));

    assertThatThrownBy(() -> enlarged.requireKnown("observations"))
        .isInstanceOf(FailureException.class);
    unfinished.requireKnown("observations");
  }

  private static ConsumerRecord<byte[], byte[]> state(
      int partition, long offset, @Nullable String value) {
    return new ConsumerRecord<>(
        "changelog",
        partition,
        offset,
        KEY.getBytes(UTF_8),
        value == null ? null : value.getBytes(UTF_8));
  }
}
