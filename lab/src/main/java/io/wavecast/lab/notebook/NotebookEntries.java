package io.wavecast.lab.notebook;

import io.wavecast.lab.notebook.LeaderboardEntry.Group;
import io.wavecast.lab.notebook.LeaderboardEntry.Measure;
import io.wavecast.trainer.recipe.Recipes;
import java.util.List;

/**
 * The entries, with the figures of the notebook (chapter 15 of Hands-on Machine Learning, 2nd
 * edition) and of its author's own re-run, and the goals beyond it.
 */
public final class NotebookEntries {

  /**
   * The least mean squared error that a forecast of ten values can be expected to have on these
   * series; its derivation is in the module's rationale.
   */
  public static final double FLOOR = 0.00092;

  private NotebookEntries() {}

  /** The notebook's models as it prints them, in its order. Some are flawed; none is ranked. */
  public static List<LeaderboardEntry> asPrinted() {
    return List.of(
        printed("linear, one step", "linear-next", 0.00415),
        printed("SimpleRNN(1), one step", "rnn-next", 0.01089),
        printed("deep RNN 20-20-1, one step", "deep-rnn-next", 0.00293),
        printed("deep RNN 20-20 + Dense(1), one step", "iterated-rnn", 0.00258),
        new LeaderboardEntry(
            Group.AS_PRINTED,
            "the same, fed its own forecasts in a window that grows",
            "iterated-rnn-as-printed",
            Measure.GROWING,
            List.of(0.02728)),
        printed("linear, ten steps", "linear", 0.0188),
        printed("vector RNN 20-20 + Dense(10)", "vector-rnn", 0.0081),
        printed("SimpleRNN 20-20", "rnn", 0.0078, 0.0096),
        printed("with batch norm", "rnn-batch-norm", 0.0214, 0.0164),
        printed("with layer norm in the cell", "rnn-layer-norm", 0.0132, 0.0121),
        printed("LSTM 20-20", "lstm", 0.0086),
        printed("GRU 20-20, two biases", "gru", 0.0103),
        printed("Conv1D stride 2 + GRU 20-20, two biases", "conv-gru", 0.0067, 0.0080),
        printed("WaveNet 8 x 20", "wavenet", 0.0083, 0.0072),
        printed("gated WaveNet, softmax head, 2 epochs", "gated-wavenet", 0.1190));
  }

  private static LeaderboardEntry printed(String title, String name, Double... marks) {
    return LeaderboardEntry.of(Group.AS_PRINTED, title, Recipes.asPrinted(name).name(), marks);
  }

  /** In the order of the notebook. */
  public static List<LeaderboardEntry> all() {
    Group one = Group.ONE_STEP;
    Group ten = Group.TEN_STEPS;
    Group all = Group.SEQUENCES;
    return List.of(
        LeaderboardEntry.of(one, "naive: the last value", "naive-next", 0.020211367),
        LeaderboardEntry.of(one, "linear", "linear-next", 0.00415),
        LeaderboardEntry.of(one, "SimpleRNN(1)", "rnn-next", 0.01089),
        LeaderboardEntry.of(one, "deep RNN 20-20-1", "deep-rnn-next", 0.00293),
        LeaderboardEntry.of(one, "deep RNN 20-20 + Dense(1)", "iterated-rnn", 0.00258),
        new LeaderboardEntry(
            ten,
            "the same, fed its own forecasts",
            "iterated-rnn",
            Measure.AHEAD,
            List.of(0.02728)),
        LeaderboardEntry.of(ten, "naive: the last value, ten times", "naive", 0.25697407),
        LeaderboardEntry.of(ten, "linear", "linear", 0.0188),
        LeaderboardEntry.of(ten, "vector RNN 20-20 + Dense(10)", "vector-rnn", 0.0081),
        LeaderboardEntry.of(all, "SimpleRNN 20-20", "rnn", 0.0078, 0.0096),
        LeaderboardEntry.of(all, "with batch norm", "rnn-batch-norm", 0.0214, 0.0164),
        LeaderboardEntry.of(all, "with layer norm in the cell", "rnn-layer-norm", 0.0132, 0.0121),
        LeaderboardEntry.of(
            all, "custom RNN class, layer-norm cell", "rnn-layer-norm", 0.0150, 0.0121),
        LeaderboardEntry.of(all, "LSTM 20-20", "lstm", 0.0086),
        LeaderboardEntry.of(all, "GRU 20-20", "gru", 0.0103),
        LeaderboardEntry.of(all, "Conv1D stride 2 + GRU 20-20", "conv-gru", 0.0067, 0.0080),
        LeaderboardEntry.of(all, "WaveNet 8 x 20", "wavenet", 0.0083, 0.0072),
        LeaderboardEntry.of(all, "gated WaveNet, linear head, sees the window", "gated-wavenet"),
        LeaderboardEntry.of(Group.SAME_SERIES, "MLP 3 x 256", "mlp", 0.00128),
        LeaderboardEntry.of(Group.SAME_SERIES, "N-BEATS 4 x 3 x 128", "nbeats", 0.00135),
        LeaderboardEntry.of(Group.NEW_SERIES, "MLP 3 x 256", "mlp-fresh", 0.00110),
        LeaderboardEntry.of(Group.NEW_SERIES, "N-BEATS 4 x 3 x 128", "nbeats-fresh", 0.00104),
        LeaderboardEntry.of(Group.NEW_SERIES, "LSTM 20-20", "lstm-fresh", 0.00145),
        LeaderboardEntry.of(Group.NEW_SERIES, "GRU 20-20", "gru-fresh", 0.0025),
        LeaderboardEntry.of(Group.NEW_SERIES, "gated WaveNet", "gated-wavenet-fresh", 0.0022));
  }
}
