package io.wavecast.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.algebra.SameDiffAlgebra;
import io.wavecast.trainer.algebra.Scope;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.recipe.Recipe;
import io.wavecast.trainer.recipe.Recipes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;

/** The sequence networks look only back: what is trained at a step has not seen its future. */
class CausalityTest {
  private static final int CHANGED = 29;
  private static final long SEED = 3;

  static List<String> sequences() {
    return Stream.of(
            "rnn",
            "rnn-batch-norm",
            "rnn-layer-norm",
            "lstm",
            "gru",
            "conv-gru",
            "wavenet",
            "gated-wavenet",
            "gru-as-printed",
            "gated-wavenet-as-printed")
        .toList();
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void a_changed_value_changes_no_output_before_it(String name) {
    Recipe recipe = Recipes.named(name);
    try (Trainable<WindowSet> net = new Trainable<>(new EveryStep(recipe.net()), SEED)) {
      Networks.shaken(net, 0.3, SEED);
      WindowSet set = Windows.random(2, SEED);
      float[] before = net.output(set);
      set.windows()[CHANGED] += 1;

      float[] after = net.output(set);

      int stride = recipe.net().stride();
      int steps = before.length / set.size() / 10;
      int newest = WindowSet.WINDOW - 1;
      int first = -1;
      for (int i = steps - 1; i >= 0; i--) {
        boolean differs = !Arrays.equals(before, 10 * i, 10 * i + 10, after, 10 * i, 10 * i + 10);
        first = differs ? newest - (steps - 1 - i) * stride : first;
      }
      assertThat(first).as("first step that differs").isBetween(CHANGED, CHANGED + stride - 1);
    }
  }

  /** Gives out every step, [batch, steps * 10]. */
  private record EveryStep(Architecture net) implements Network<WindowSet> {
    @Override
    public void define(Scope scope) {
      SDVariable window = scope.placeHolder(WindowNetwork.WINDOW, -1, WindowSet.WINDOW);
      SameDiffAlgebra a = new SameDiffAlgebra(scope);
      Seq<SDVariable> in = WindowNetwork.sequence(a, window, WindowSet.WINDOW);
      Seq<SDVariable> x = net.values(a, in, null, Layer.WHOLE);
      SDVariable out = x.value().permute(1, 0, 2).reshape(-1, 10L * x.steps()).mul(1);
      out.rename(OUTPUT);
      out.mul(out).mean().rename(LOSS);
    }

    @Override
    public Map<String, Values> feed(WindowSet batch) {
      Values values = new Values(batch.windows(), batch.size(), WindowSet.WINDOW);
      return Map.of(WindowNetwork.WINDOW, values);
    }
  }
}
