package io.wavecast.flink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionalIdsTest {
  private final TransactionalIds ids = new TransactionalIds("app-events");

  @ParameterizedTest
  @ValueSource(strings = {"app-events-12-0", "app-events.00f0.7.3.c0de-12-345"})
  void ids_of_attempts_and_of_earlier_versions_name_their_subtask(String id) {
    Matcher name = ids.pattern().matcher(id);

    assertThat(name.matches()).isTrue();
    assertThat(name.group("subtask")).isEqualTo("12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app-events-x-events.00f0.7.3.c0de-12-345",
        "app-events-x-events-1-2",
        "app-events.b-events.00f0.7.3.c0de-1-2",
        "app-eventsx.00f0.7.3.c0de-1-2",
        "b-app-events-1-2",
        "app-events-2bf7c1e4-1",
        "app-events",
        "app-events-99999999999-1"
      })
  void ids_of_other_applications_are_not_taken_for_own_ones(String id) {
    assertThat(ids.pattern().matcher(id).matches()).isFalse();
  }

  @Test
  void the_id_of_the_newest_attempt_is_that_of_no_transaction() {
    assertThat(ids.pattern().matcher(ids.owner(3)).matches()).isFalse();
  }
}
