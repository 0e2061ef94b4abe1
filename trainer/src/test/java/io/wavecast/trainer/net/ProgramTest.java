package io.wavecast.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.trainer.data.WindowSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A recorded program against SameDiff's own session. */
class ProgramTest {

  @ParameterizedTest
  @MethodSource("io.wavecast.trainer.net.Networks#all")
  void a_recorded_step_gives_samediffs_gradients_on_a_batch_it_was_not_recorded_on(
      Networks.Case given) {
    WindowSet first = Windows.random(6, 1);
    WindowSet second = Windows.random(6, 2);
    try (Trainable<WindowSet> net = Networks.trainable(given.net(), given.loss(), 5)) {
      net.gradients(first, 0);
      net.weights().values().forEach(weight -> weight.muli(1.25));

      Map<String, float[]> recorded = new LinkedHashMap<>();
      Trainable.Gradients gradients = net.gradients(second, 0);
      gradients.byWeight().forEach((name, array) -> recorded.put(name, array.data().asFloat()));

      Map<String, INDArray> own = net.gradientsBySameDiff(second);
      own.forEach(
          (name, array) ->
              assertThat(recorded.get(name)).as(name).isEqualTo(array.dup('c').data().asFloat()));
      assertThat(own).hasSameSizeAs(net.weights());
    }
  }

  @ParameterizedTest
  @MethodSource("io.wavecast.trainer.net.Networks#all")
  void a_forecast_does_not_depend_on_the_batch_that_a_window_comes_in(Networks.Case given) {
    WindowSet set = Windows.random(7, 3);
    try (Trainable<WindowSet> net = Networks.trainable(given.net(), given.loss(), 5)) {
      float[] together = net.output(set);
      int width = together.length / set.size();

      for (int i = 0; i < set.size(); i++) {
        float[] alone = net.output(set.slice(i, i + 1));
        for (int k = 0; k < width; k++) {
          assertThat(alone[k]).isCloseTo(together[i * width + k], within(1e-5f));
        }
      }
    }
  }
}
