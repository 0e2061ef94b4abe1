package io.wavecast.trainer.recipe;

import io.wavecast.trainer.data.NotebookData;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.fit.Schedule;
import io.wavecast.trainer.fit.ValidationScore;
import io.wavecast.trainer.layer.BatchNorm;
import io.wavecast.trainer.layer.Conv1D;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Flatten;
import io.wavecast.trainer.layer.GatedWaveNet;
import io.wavecast.trainer.layer.Gru;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Lstm;
import io.wavecast.trainer.layer.NormRnn;
import io.wavecast.trainer.layer.Relu;
import io.wavecast.trainer.layer.Repeat;
import io.wavecast.trainer.layer.SimpleRnn;
import io.wavecast.trainer.layer.Strided;
import io.wavecast.trainer.net.Architecture;
import io.wavecast.trainer.net.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The networks of the notebook on the same series: Adam, 20 epochs, batches of 32. The learning
 * rate climbs to 5e-3 over a hundred steps and falls to nothing along a cosine, where the notebook
 * keeps 1e-3 to the end. Its 1e-2 for the first sequence to sequence net is the peak there, and for
 * the single unit; linear maps need 2e-2. LEADERBOARD.md lists what else differs; {@link
 * PrintedRecipes} has none of these differences. In three ways to look ahead, which differ in head
 * and loss alone:
 *
 * <ul>
 *   <li>iterated: the newest output is the next value, and is fed back;
 *   <li>vector: the newest output is all ten values;
 *   <li>sequence to sequence: every output is the ten values after its step.
 * </ul>
 */
final class NotebookRecipes {
  private static final int UNITS = 20;
  private static final int AHEAD = 10;
  private static final double RATE = 5e-3;
  private static final double LINEAR_RATE = 2e-2;
  private static final int WARM_UP = 100;

  private NotebookRecipes() {}

  static List<Recipe> all() {
    return List.of(
        next("naive-next", "naive forecast: the last value", RATE, new Repeat(1)),
        next("linear-next", "linear, one step ahead", LINEAR_RATE, new Flatten(), new Dense(1)),
        next("rnn-next", "one recurrent unit, one step ahead", 0.01, new SimpleRnn(1)),
        next("deep-rnn-next", "deep RNN 20-20-1, one step ahead", RATE, deep(new SimpleRnn(1))),
        next("iterated-rnn", "deep RNN 20-20, fed its own forecasts", RATE, deep(new Dense(1))),
        vector("naive", "naive forecast: the last value, ten times", RATE, new Repeat(AHEAD)),
        vector("linear", "linear", LINEAR_RATE, new Flatten(), new Dense(AHEAD)),
        vector("vector-rnn", "deep RNN 20-20, ten values at once", RATE, deep(new Dense(AHEAD))),
        sequence("rnn", "RNN 20-20", 0.01, deep(new Dense(AHEAD))),
        sequence(
            "rnn-batch-norm",
            "RNN 20-20 with batch norm",
            RATE,
            new SimpleRnn(UNITS),
            new BatchNorm(),
            new SimpleRnn(UNITS),
            new BatchNorm(),
            new Dense(AHEAD)),
        sequence(
            "rnn-layer-norm",
            "RNN 20-20 that normalises in its cell",
            RATE,
            new NormRnn(UNITS),
            new NormRnn(UNITS),
            new Dense(AHEAD)),
        sequence("lstm", "LSTM 20-20", RATE, new Lstm(UNITS), new Lstm(UNITS), new Dense(AHEAD)),
        sequence("gru", "GRU 20-20", RATE, new Gru(UNITS), new Gru(UNITS), new Dense(AHEAD)),
        sequence(
            "conv-gru",
            "GRU 20-20 over a convolution of stride 2",
            RATE,
            new Strided(UNITS, 4, 2),
            new Gru(UNITS),
            new Gru(UNITS),
            new Dense(AHEAD)),
        sequence("wavenet", "WaveNet 8 x 20", RATE, wavenet()),
        sequence("gated-wavenet", "gated WaveNet that sees the window", RATE, gated(AHEAD)));
  }

  private static Recipe next(String name, String title, double rate, Layer... layers) {
    Architecture net = Architecture.next(layers);
    return recipe(name, title, net, new Loss.LastStepMse(), NotebookData::next, rate);
  }

  private static Recipe vector(String name, String title, double rate, Layer... layers) {
    Architecture net = Architecture.points(layers);
    return recipe(name, title, net, new Loss.LastStepMse(), NotebookData::fixed, rate);
  }

  private static Recipe sequence(String name, String title, double rate, Layer... layers) {
    Architecture net = Architecture.points(layers);
    return recipe(name, title, net, new Loss.SequenceMse(), NotebookData::fixed, rate);
  }

  private static Recipe recipe(
      String name,
      String title,
      Architecture net,
      Loss loss,
      Supplier<TrainingData> data,
      double rate) {
    Recipe.Plan plan = new Recipe.Plan(20, 32, Schedule.cosine(rate, WARM_UP), 0, 0);
    return new Recipe(name, "the notebook's " + title, net, loss, ValidationScore.MSE, data, plan);
  }

  private static Layer[] deep(Layer last) {
    return new Layer[] {new SimpleRnn(UNITS), new SimpleRnn(UNITS), last};
  }

  /** Causal convolutions of two taps whose dilations double from 1 to 8, twice. */
  private static Layer[] wavenet() {
    List<Layer> layers = new ArrayList<>();
    for (int dilation : new int[] {1, 2, 4, 8, 1, 2, 4, 8}) {
      layers.add(new Conv1D(UNITS, 2, dilation));
      layers.add(new Relu());
    }
    layers.add(new Conv1D(AHEAD, 1, 1));
    return layers.toArray(Layer[]::new);
  }

  /** Its newest output sees the 50 values of the window, neither more nor fewer. */
  static Layer[] gated(int outputs) {
    int filters = 32;
    return new Layer[] {
      new GatedWaveNet(filters, List.of(1, 2, 4, 8, 16, 17)),
      new Conv1D(filters, 1, 1),
      new Relu(),
      new Conv1D(outputs, 1, 1)
    };
  }
}
