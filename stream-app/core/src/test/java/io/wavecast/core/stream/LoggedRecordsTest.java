package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggedRecordsTest {
  private final WritingStore store = new WritingStore(LoggedStatesTest.MANY);

  /** With a state that waits for others only, a block has several differences of one. */
  @ParameterizedTest
  @ValueSource(ints = {LoggedStatesTest.MANY, 1})
  void records_of_a_changelog_give_the_complete_states(int waiting) {
    LoggedStates<String> states = LoggedStatesTest.openEarly(store, waiting);
    Map<String, String> expected = new HashMap<>();
    Random random = new Random(3);
    for (int commit = 0; commit < 80; commit++) {
      for (int i = 0; i < 12; i++) {
        String key = "k" + random.nextInt(6);
        expected.put(key, LoggedStatesTest.BODY + random.nextInt(100_000));
        states.put(key, expected.get(key));
      }
      states.save();
    }

    LoggedRecords records = new LoggedRecords(new EndingCodec());
    store.map.forEach(
        (key, value) -> {
          if (LoggedRecords.isReserved(key)) {
            records.see(key, value);
          }
        });
    records.index(key -> true);
    expected.forEach(
        (key, state) ->
            assertThat(records.complete(key, store.map.get(key)))
                .asString(UTF_8)
                .as(key)
                .isEqualTo(state));
  }
}
