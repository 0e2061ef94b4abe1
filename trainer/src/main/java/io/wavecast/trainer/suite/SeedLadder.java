package io.wavecast.trainer.suite;

import io.wavecast.trainer.suite.Rung.Group;
import io.wavecast.trainer.suite.Rung.Measure;
import java.util.List;

/**
 * The rungs, with the figures of the notebook (chapter 15 of Hands-on Machine Learning, 2nd
 * edition) and of its author's own re-run, and what is to be reached past them.
 */
public final class SeedLadder {

  /** The least mean squared error that any forecast of ten values can have on these series. */
  public static final double FLOOR = 0.00092;

  private SeedLadder() {}

  /** In the order of the notebook. */
  public static List<Rung> rungs() {
    Group one = Group.ONE_STEP;
    Group ten = Group.TEN_STEPS;
    Group all = Group.SEQUENCES;
    return List.of(
        Rung.of(one, "naive: the last value", "naive-next", 0.020211367),
        Rung.of(one, "linear", "linear-next", 0.00415),
        Rung.of(one, "SimpleRNN(1)", "rnn-next", 0.01089),
        Rung.of(one, "deep RNN 20-20-1", "deep-rnn-next", 0.00293),
        Rung.of(one, "deep RNN 20-20 + Dense(1)", "iterated-rnn", 0.00258),
        new Rung(
            ten,
            "the same, fed its own forecasts",
            "iterated-rnn",
            Measure.AHEAD,
            List.of(0.02728)),
        Rung.of(ten, "naive: the last value, ten times", "naive", 0.25697407),
        Rung.of(ten, "linear", "linear", 0.0188),
        Rung.of(ten, "vector RNN 20-20 + Dense(10)", "vector-rnn", 0.0081),
        Rung.of(all, "SimpleRNN 20-20", "rnn", 0.0078, 0.0096),
        Rung.of(all, "with batch norm", "rnn-batch-norm", 0.0164, 0.0214),
        Rung.of(all, "with layer norm in the cell", "rnn-layer-norm", 0.0121, 0.0132),
        Rung.of(all, "custom RNN class, layer-norm cell", "rnn-layer-norm", 0.0121, 0.0150),
        Rung.of(all, "LSTM 20-20", "lstm", 0.0086),
        Rung.of(all, "GRU 20-20", "gru", 0.0103),
        Rung.of(all, "Conv1D stride 2 + GRU 20-20", "conv-gru", 0.0067, 0.0080),
        Rung.of(all, "WaveNet 8 x 20", "wavenet", 0.0072, 0.0083),
        Rung.of(all, "gated WaveNet, linear head, sees the window", "gated-wavenet"),
        Rung.of(Group.SAME_SERIES, "MLP 3 x 256", "mlp", 0.00135),
        Rung.of(Group.SAME_SERIES, "N-BEATS 4 x 3 x 128", "nbeats", 0.00135),
        Rung.of(Group.NEW_SERIES, "MLP 3 x 256", "mlp-fresh", 0.00110),
        Rung.of(Group.NEW_SERIES, "N-BEATS 4 x 3 x 128", "nbeats-fresh", 0.00110),
        Rung.of(Group.NEW_SERIES, "LSTM 20-20", "lstm-fresh", 0.0016),
        Rung.of(Group.NEW_SERIES, "GRU 20-20", "gru-fresh", 0.0025),
        Rung.of(Group.NEW_SERIES, "gated WaveNet", "gated-wavenet-fresh", 0.0022));
  }
}
