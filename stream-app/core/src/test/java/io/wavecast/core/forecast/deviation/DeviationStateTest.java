package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.season.UsualHere;
import io.wavecast.core.metrics.Metrics;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeviationStateTest {
  @ParameterizedTest
  @EnumSource(Profile.class)
  void the_bytes_of_a_state_give_the_same_state(Profile profile) {
    DeviationState state = state(profile);
    ByteBuffer bytes = ByteBuffer.allocate(7 + state.size()).position(7);
    state.write(bytes);
    assertThat(bytes.hasRemaining()).isFalse();

    DeviationState read = DeviationState.read(bytes.position(7));

    assertThat(read.isEmpty()).isFalse();
    assertThat(read.size()).isEqualTo(state.size());
    assertThat(read.dataFor(profile)).isEqualTo(state.dataFor(profile));
  }

  @ParameterizedTest
  @CsvSource("FULL, 2057")
  void a_state_has_the_size_of_its_layout(Profile profile, int bytes) {
    assertThat(state(profile).size()).isEqualTo(bytes);
  }

  @Test
  void an_empty_state_is_empty() {
    assertThat(DeviationState.EMPTY.isEmpty()).isTrue();
    assertThat(DeviationState.EMPTY.size()).isEqualTo(1);
    assertThat(DeviationState.EMPTY.dataFor(Profile.FULL)).containsOnly(0);
  }

  @Test
  void other_bytes_are_rejected() {
    byte[] good = bytes(state(Profile.FULL));
    byte[] unknown = good.clone();
    unknown[0] = 8;
    byte[] cut = Arrays.copyOf(good, good.length - 1);

    assertThatThrownBy(() -> DeviationState.read(ByteBuffer.wrap(unknown)))
        .hasMessage("layout of the deviation state must be 7, got: 8");
    assertThatThrownBy(() -> DeviationState.read(ByteBuffer.wrap(cut)))
        .hasMessage(
            "deviation state must have %d bytes, got: %d"
                .formatted(good.length - 1, good.length - 2));
  }

  private static byte[] bytes(DeviationState state) {
    ByteBuffer bytes = ByteBuffer.allocate(state.size());
    state.write(bytes);
    return bytes.array();
  }

  private static DeviationState state(Profile profile) {
    DeviationStep step = new DeviationStep(0.9, Metrics.NONE);
    DeviationStep.Judging judging = step.open(DeviationState.EMPTY, CivilTime.UTC);
    for (int i = 0; i < 60; i++) {
      judging.judge("s", 1_700_000_000_000L + i * 60_000L, i % 7, UsualHere.UNKNOWN);
    }
    return judging.close();
  }
}
