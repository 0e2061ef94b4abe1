package io.wavecast.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.Conv1D;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Flatten;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Lstm;
import io.wavecast.trainer.layer.Relu;
import io.wavecast.trainer.recipe.Recipes;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void only_the_steps_that_the_forecast_depends_on_are_computed() {
    Architecture net =
        Networks.points(new Conv1D(4, 2, 1), new Conv1D(4, 2, 8), new Conv1D(10, 1, 1));

    assertThat(net.plan(50, 1)).containsExactly(10, 9, 1, 1);
    assertThat(net.plan(50, Layer.WHOLE)).containsExactly(50, 50, 50, 50);
  }

  @Test
  void a_recurrent_layer_needs_every_step() {
    Architecture net = Networks.points(new Lstm(4), new Lstm(4), new Dense(10));

    assertThat(net.plan(50, 1)).containsExactly(50, 50, 1, 1);
  }

  @Test
  void a_convolution_never_asks_for_more_steps_than_there_are() {
    Architecture net = Networks.points(new Conv1D(4, 3, 32), new Relu(), new Conv1D(10, 1, 1));

    assertThat(net.plan(50, 1)).containsExactly(50, 1, 1, 1);
  }

  @Test
  void a_flattened_window_is_one_step() {
    assertThat(Networks.points(new Flatten(), new Dense(10)).plan(50, Layer.WHOLE))
        .containsExactly(50, 1, 1);
  }

  @Test
  void the_notebooks_wavenet_sees_thirty_one_steps() {
    assertThat(Recipes.named("wavenet").net().plan(50, 1)[0]).isEqualTo(31);
  }

  @Test
  void the_gated_wavenet_sees_the_window() {
    assertThat(Recipes.named("gated-wavenet").net().plan(60, 1)[0]).isEqualTo(50);
  }

  @Test
  void a_strided_network_gives_every_second_step_from_the_fourth_on() {
    Architecture net = Recipes.named("conv-gru").net();

    assertThat(net.plan(50, Layer.WHOLE)).containsExactly(50, 24, 24, 24, 24);
    assertThat(net.stride()).isEqualTo(2);
  }

  @Test
  void networks_have_the_notebooks_numbers_of_parameters() {
    assertThat(parameters("lstm")).isEqualTo(5250);
    assertThat(parameters("wavenet")).isEqualTo(6010);
    assertThat(parameters("gru")).isEqualTo(4110 - 2 * 60); // one bias a layer, not two
    assertThat(parameters("linear-next")).isEqualTo(51);
    assertThat(parameters("rnn-next")).isEqualTo(3);
    assertThat(parameters("deep-rnn-next")).isEqualTo(1282);
    assertThat(parameters("iterated-rnn")).isEqualTo(1281);
    assertThat(parameters("linear")).isEqualTo(510);
    assertThat(parameters("vector-rnn")).isEqualTo(1470);
    assertThat(parameters("rnn")).isEqualTo(1470);
    assertThat(parameters("rnn-batch-norm")).isEqualTo(1630 - 2 * 40); // averages are not trained
    assertThat(parameters("rnn-layer-norm")).isEqualTo(1550);
    assertThat(parameters("conv-gru")).isEqualTo(5350 - 2 * 60);
  }

  @Test
  void as_printed_the_grus_and_the_gated_wavenet_have_the_notebooks_numbers_too() {
    assertThat(parameters("gru-as-printed")).isEqualTo(4110);
    assertThat(parameters("conv-gru-as-printed")).isEqualTo(5350);
    assertThat(parameters("gated-wavenet-as-printed")).isEqualTo(17_130);
    assertThat(Recipes.named("gated-wavenet-as-printed").net().plan(50, 1)[0]).isEqualTo(9);
  }

  private static long parameters(String recipe) {
    Architecture net = Recipes.named(recipe).net();
    try (Trainable<WindowSet> trainable =
        Networks.trainable(net, Recipes.named(recipe).loss(), 1)) {
      return trainable.parameters();
    }
  }
}
