package io.wavecast.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.trainer.fit.Curve;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void fields_keep_their_order_and_their_types() {
    Figures figures =
        new Figures()
            .put("model", "lstm")
            .put("seed", 3L)
            .put("bytes", 12)
            .put("score", 0.5)
            .put("holds", true)
            .put("ratio", null);

    assertThat(figures.json())
        .isEqualTo(
            """
            {
              "model" : "lstm",
              "seed" : 3,
              "bytes" : 12,
              "score" : 0.5,
              "holds" : true,
              "ratio" : null
            }\
            """);
  }

  @Test
  void lists_maps_and_figures_are_nested() {
    TreeMap<String, Double> metrics = new TreeMap<>();
    metrics.put("mse", 1.5);
    Figures figures =
        new Figures()
            .put("metrics", metrics)
            .put("byLead", List.of(1.0, 2.0))
            .put("runs", List.of(new Figures().put("seed", 1)));

    assertThat(figures.json())
        .contains("\"metrics\" : {\n    \"mse\" : 1.5\n  }")
        .contains("\"byLead\" : [ 1.0, 2.0 ]")
        .contains("\"runs\" : [ {\n    \"seed\" : 1\n  } ]");
  }

  @Test
  void a_curve_is_a_list_of_points() {
    Curve curve =
        new Curve(
            List.of(
                new Curve.Point(20, 0.25, 0.5, Double.NaN), new Curve.Point(40, 0.2, 0.4, 0.3)));

    assertThat(new Figures().put(curve).json())
        .isEqualTo(
            """
            {
              "curve" : [ {
                "step" : 20,
                "trainLoss" : 0.25,
                "validScore" : 0.5,
                "validLoss" : null
              }, {
                "step" : 40,
                "trainLoss" : 0.2,
                "validScore" : 0.4,
                "validLoss" : 0.3
              } ]
            }\
            """);
  }

  @Test
  void a_value_without_a_json_form_is_refused() {
    assertThatThrownBy(() -> new Figures().put("when", new StringBuilder()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("StringBuilder");
  }
}
