package io.wavecast.lab.context50;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.backtest.Measures;
import io.wavecast.trainer.backtest.SimpleMethod;
import io.wavecast.trainer.recorded.RecordedSeries;
import org.junit.jupiter.api.Test;

class ForestMethodTest {
  private static final int SIZE = 420;

  private static RecordedSeries wave(int changedFrom) {
    long[] times = new long[SIZE];
    float[] values = new float[SIZE];
    for (int t = 0; t < SIZE; t++) {
      times[t] = 60_000L * t;
      values[t] = t < changedFrom ? (float) Math.sin(2 * Math.PI * t / 16) : 1000;
    }
    return new RecordedSeries("group", "wave", times, values);
  }

  @Test
  void it_learns_a_wave() {
    int[] origins = {380, 395, 410};
    RecordedSeries series = wave(SIZE);

    Measures forest = Measures.of(new ForestMethod().forecast(series, origins), series, origins);
    Measures naive = Measures.of(SimpleMethod.NAIVE.forecast(series, origins), series, origins);

    assertThat(Measures.mean(forest.mae())).isLessThan(0.5 * Measures.mean(naive.mae()));
  }

  @Test
  void it_sees_nothing_from_its_origin_on() {
    int[] origins = {60, 380};

    float[] points = new ForestMethod().forecast(wave(SIZE), origins).points();

    assertThat(new ForestMethod().forecast(wave(380), origins).points()).isEqualTo(points);
  }
}
