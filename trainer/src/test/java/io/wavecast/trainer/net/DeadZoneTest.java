package io.wavecast.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.DeadZone;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Flatten;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class DeadZoneTest {

  @Test
  void what_is_near_zero_becomes_zero_and_the_rest_moves_towards_it_by_as_much() {
    Architecture net =
        new Architecture(
            Scaling.NONE, List.of(new Flatten(), new Dense(80), new DeadZone(7)), Head.quantiles());
    // distances down from the median, the median, distances up, ten times the zone
    float[] group = {1, 0.5f, 0.2f, 0.05f, 0.2f, 0.5f, 1, -2};
    try (Trainable<WindowSet> trained = Networks.trainable(net, new Pinball(Head.LEVELS), 1)) {
      for (INDArray weights : trained.weights().values()) {
        for (int i = 0; i < weights.length(); i++) {
          weights.data().put(i, weights.length() == 80 ? group[i % 8] : 0);
        }
      }

      float[] output = trained.output(Windows.random(1, 5));

      float[] expected = {-1.45f, -0.45f, 0, 0, 0.05f, 0.55f, 1.55f};
      for (int i = 0; i < output.length; i++) {
        assertThat(output[i]).isCloseTo(expected[i % 7], within(1e-6f));
      }
      assertThat(output[2]).isZero();
      assertThat(output[3]).isZero();
    }
  }
}
