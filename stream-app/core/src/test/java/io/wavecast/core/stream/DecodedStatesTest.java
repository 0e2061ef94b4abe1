package io.wavecast.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DecodedStatesTest {
  private final DecodedStates<String> states = new DecodedStates<>(0, 1);
  private final List<LoggedState<String>> entries =
      Stream.of("a", "b", "c").map(DecodedStatesTest::entry).toList();

  private static LoggedState<String> entry(String key) {
    return new LoggedState<>(key);
  }

  private void change() {
    entries.forEach(states::changed);
  }

  @Test
  void states_that_change_once_between_two_commits_are_handed_out_early() {
    change();
    states.commit(entry -> {}, false);

    entries.forEach(states::add);
    change();

    assertThat(states.next()).isSameAs(entries.get(0));
    assertThat(states.next()).isSameAs(entries.get(1));
    assertThat(states.next()).as("one waits").isNull();
  }

  @Test
  void none_is_handed_out_early_any_more_when_they_begin_to_change_often() {
    change();
    states.commit(entry -> {}, false);

    entries.forEach(states::add);
    for (int i = 0; i < 4; i++) {
      change();
    }

    assertThat(states.next()).isNull();
  }
}
