package io.wavecast.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.trainer.algebra.Init;
import io.wavecast.trainer.algebra.Params;
import io.wavecast.trainer.algebra.Scope;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.data.WindowSet;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class PinballTest {
  private static final double NOISE = 0.1;
  private static final int DRAWS = 2000;

  @ParameterizedTest
  @ValueSource(doubles = {-0.3, -0.05, -0.031, 0, 0.012, 0.05, 0.4})
  void a_target_without_its_noise_costs_what_targets_with_it_cost_on_average(double error) {
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      double noise = NOISE * ((i + 0.5) / DRAWS - 0.5);
      sum += loss(new Pinball(Head.LEVELS), error + noise);
    }

    double whole = loss(new Pinball(Head.LEVELS, NOISE, 0), error);

    assertThat(whole).isCloseTo(sum / DRAWS, within(1e-6));
  }

  /** The loss where every quantile lies {@code error} below the target. */
  private static double loss(Pinball pinball, double error) {
    SameDiff graph = SameDiff.create();
    double[] targets = new double[WindowSet.HORIZON];
    Arrays.fill(targets, error);
    SDVariable output =
        graph.constant("output", Nd4j.zeros(DataType.DOUBLE, 1, 1, Head.quantiles().units()));
    SDVariable target =
        graph.constant("target", Nd4j.createFromArray(targets).reshape(1, 1, targets.length));
    Scope scope = new Scope(graph, "", new Init(1), DataType.DOUBLE, new Params(), true);
    SDVariable loss = pinball.define(scope, new Seq<>(output, 1, Head.quantiles().units()), target);
    return graph.output(Map.of(), loss.name()).get(loss.name()).getDouble(0);
  }
}
