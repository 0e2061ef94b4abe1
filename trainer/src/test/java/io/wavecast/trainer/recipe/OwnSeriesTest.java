package io.wavecast.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.trainer.data.NotebookData;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Mirrored;
import io.wavecast.trainer.net.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnSeriesTest {
  private static final TrainingData DATA = NotebookData.fixed();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linear",
        "vector-rnn",
        "rnn-batch-norm",
        "lstm",
        "conv-gru",
        "wavenet",
        "gated-wavenet",
        "mlp",
        "nbeats-fresh",
        "lstm-fresh",
        "default"
      })
  void a_network_for_own_series_scales_its_window_and_gives_quantiles(String name) {
    Recipe own = OwnSeries.recipe(Recipes.named(name), "mine", DATA);

    Architecture net = own.net();
    assertThat(own.name()).isEqualTo("mine");
    assertThat(net.scaling()).isEqualTo(Scaling.WINDOW);
    assertThat(net.head().levels()).hasSize(7);
    assertThat(net.layers()).noneMatch(Mirrored.class::isInstance);
    for (Layer layer : net.layers()) {
      assertThat(layer.toString()).doesNotContain("units=10,", "filters=10,");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"naive", "naive-next", "linear-next", "iterated-rnn"})
  void a_model_of_one_value_is_refused_by_name(String name) {
    assertThatThrownBy(() -> OwnSeries.recipe(Recipes.named(name), "mine", DATA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("model '" + name + "' ");
  }

  @Test
  void the_default_forecaster_keeps_its_network_so_that_it_can_be_trained_further() {
    Recipe shipped = Recipes.named("default");

    assertThat(OwnSeries.recipe(shipped, "mine", DATA).net()).isEqualTo(shipped.net());
  }

  @Test
  void a_short_run_warms_up_in_a_tenth_of_it_and_a_long_one_as_planned() {
    Recipe own = OwnSeries.recipe(Recipes.named("lstm"), "mine", DATA);

    assertThat(own.options(DATA, Recipe.Changes.none(true), 1).schedule().warmUp()).isEqualTo(6);
    assertThat(own.options(DATA, Recipe.Changes.none(false), 1).schedule())
        .isEqualTo(own.plan().schedule());
  }
}
