package io.wavecast.trainer.net;

import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.Ascending;
import io.wavecast.trainer.layer.BatchNorm;
import io.wavecast.trainer.layer.Conv1D;
import io.wavecast.trainer.layer.Copies;
import io.wavecast.trainer.layer.DeadZone;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Dropout;
import io.wavecast.trainer.layer.Flatten;
import io.wavecast.trainer.layer.GatedWaveNet;
import io.wavecast.trainer.layer.Gru;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Lstm;
import io.wavecast.trainer.layer.Mirrored;
import io.wavecast.trainer.layer.NBeats;
import io.wavecast.trainer.layer.NormRnn;
import io.wavecast.trainer.layer.Relu;
import io.wavecast.trainer.layer.Repeat;
import io.wavecast.trainer.layer.Residual;
import io.wavecast.trainer.layer.Shares;
import io.wavecast.trainer.layer.SimpleRnn;
import io.wavecast.trainer.layer.Strided;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** One small network for every layer and head, with a loss that fits it. */
public final class Networks {
  private Networks() {}

  /** A network and what it is trained with. */
  public record Case(Architecture net, Loss loss) {}

  /** A network on raw values whose last layer gives the next value. */
  public static Architecture next(Layer... layers) {
    return new Architecture(Scaling.NONE, List.of(layers), Head.next());
  }

  /** A network on raw values whose last layer gives the forecast. */
  public static Architecture points(Layer... layers) {
    return new Architecture(Scaling.NONE, List.of(layers), Head.points());
  }

  /** A forecaster with random weights. */
  public static Trainable<WindowSet> trainable(Architecture net, Loss loss, long seed) {
    return new Trainable<>(new WindowNetwork(net, loss), seed);
  }

  /** All of them, by name. */
  public static Stream<Named<Case>> all() {
    return Stream.of(
        sequence("LSTM", new Lstm(4), new Lstm(3), new Dense(10)),
        sequence("GRU", new Gru(4, false), new Gru(3, false), new Dense(10)),
        sequence("LSTM over a convolution", new Conv1D(3, 4, 1), new Lstm(3), new Dense(10)),
        sequence("GRU with two biases", new Gru(4, true), new Gru(3, true), new Dense(10)),
        sequence("softmax", new Conv1D(10, 1, 1), new Shares()),
        sequence("softmax over a state", new SimpleRnn(10), new Shares()),
        named(
            "softmax, loss on the last step",
            new Loss.LastStepMse(),
            points(new Flatten(), new Dense(10), new Shares())),
        sequence("GRU under a convolution", new Gru(3, false), new Conv1D(10, 2, 2)),
        sequence(
            "convolutions that see 16 steps",
            new Conv1D(3, 2, 1),
            new Relu(),
            new Conv1D(3, 2, 2),
            new Relu(),
            new Conv1D(3, 4, 4),
            new Conv1D(10, 1, 1)),
        sequence(
            "convolutions that see more than the window",
            new Conv1D(3, 3, 8),
            new Relu(),
            new Conv1D(3, 3, 16),
            new Relu(),
            new Conv1D(10, 1, 1)),
        sequence("simple RNN", new SimpleRnn(4), new SimpleRnn(3), new Dense(10)),
        sequence("normalised cell", new NormRnn(4), new NormRnn(3), new Dense(10)),
        sequence(
            "batch norm",
            new SimpleRnn(4),
            new BatchNorm(),
            new Conv1D(3, 2, 1),
            new Relu(),
            new BatchNorm(),
            new Dense(10)),
        sequence("every second step", new Strided(3, 4, 2), new Gru(3, false), new Dense(10)),
        sequence("every third step of a sequence", new SimpleRnn(3), new Strided(10, 5, 3)),
        sequence(
            "gated WaveNet, tanh twice",
            new GatedWaveNet(3, List.of(1, 2, 4), 2),
            new Conv1D(10, 1, 1)),
        sequence("gated WaveNet", new GatedWaveNet(3, List.of(1, 2, 4), 1), new Conv1D(10, 1, 1)),
        sequence(
            "gated WaveNet that sees more than the window",
            new GatedWaveNet(3, List.of(16, 32, 8), 1),
            new Relu(),
            new Conv1D(10, 1, 1)),
        named(
            "gated WaveNet, loss on the last step",
            new Loss.LastStepMse(),
            points(new GatedWaveNet(3, List.of(16, 8, 4), 1), new Dense(10))),
        named(
            "N-BEATS",
            new Pinball(Head.LEVELS, 0.2, 3),
            new Architecture(
                Scaling.NONE,
                List.of(new Flatten(), new NBeats(70, 5, 2, 3), new Ascending(7)),
                Head.quantiles())),
        named(
            "mirrored",
            new Pinball(Head.LEVELS),
            new Architecture(
                Scaling.NONE,
                List.of(new Mirrored(ascending(), Head.LEVELS.size())),
                Head.quantiles())),
        named(
            "a net that is fed its own forecasts",
            new Loss.LastStepMse(),
            next(new SimpleRnn(4), new Dense(1))),
        named(
            "WaveNet, loss on the last step",
            new Loss.LastStepMse(),
            points(new Conv1D(3, 2, 16), new Relu(), new Conv1D(3, 2, 32), new Conv1D(10, 1, 1))),
        sequence(
            "batch norm and dropout",
            new Conv1D(4, 2, 1),
            new Relu(),
            new BatchNorm(0.5, 1e-3),
            new Dropout(0.3),
            new Lstm(3),
            new BatchNorm(0.5, 1e-3),
            new Dense(10)),
        sequence("one value, repeated", new SimpleRnn(1), new Repeat(3), new Dense(10)),
        named("MLP", new Loss.LastStepMse(), points(mlp(10))),
        named(
            "MLP with quantiles, scaled by the window",
            new Pinball(Head.LEVELS),
            new Architecture(Scaling.WINDOW, List.of(mlp(70)), Head.quantiles())),
        named(
            "MLP with quantiles that cannot cross",
            new Pinball(Head.LEVELS),
            new Architecture(Scaling.WINDOW, ascending(), Head.quantiles())),
        named(
            "MLP with quantiles that can stand still",
            new Pinball(Head.LEVELS),
            new Architecture(Scaling.WINDOW, still(), Head.quantiles())),
        named(
            "MLP with quantiles about copies of the window",
            new Relative(new Pinball(Head.LEVELS), 0.2),
            new Architecture(Scaling.WINDOW, List.of(mlp(5)), Head.copies(copying()))));
  }

  /**
   * Changes the weights and running means of a network by normal values, since biases start at
   * zero, where some errors do not show.
   *
   * @return the changed weights
   */
  public static Map<String, float[]> shaken(Trainable<?> net, double size, long seed) {
    Random random = new Random(seed);
    Map<String, float[]> weights = new LinkedHashMap<>();
    net.state()
        .forEach(
            (name, array) -> {
              for (int i = 0; i < array.length(); i++) {
                float value = array.getFloat(i) + (float) (size * random.nextGaussian());
                array.data().put(i, name.endsWith(".variance") ? Math.abs(value) + 0.1f : value);
              }
              weights.put(name, array.data().asFloat());
            });
    return weights;
  }

  private static List<Layer> ascending() {
    List<Layer> layers = new ArrayList<>(List.of(mlp(70)));
    layers.add(new Ascending(7));
    return layers;
  }

  private static List<Layer> still() {
    List<Layer> layers = new ArrayList<>(List.of(mlp(80)));
    layers.add(new DeadZone(7));
    return layers;
  }

  private static Copies copying() {
    List<Layer> moves = List.of(new Relu(), Dense.he(80, 0.5), new DeadZone(7));
    return new Copies(List.of(4, 50), moves, List.of(new Dense(3), new Shares()));
  }

  private static Layer[] mlp(int units) {
    return new Layer[] {
      new Flatten(),
      Dense.he(6, 1),
      new Residual(new Relu(), Dense.he(5, 1), new Relu(), Dense.he(6, 0.5)),
      new Relu(),
      Dense.he(units, 0.5)
    };
  }

  private static Named<Case> sequence(String name, Layer... layers) {
    return named(name, new Loss.SequenceMse(), points(layers));
  }

  private static Named<Case> named(String name, Loss loss, Architecture net) {
    return Named.of(name, new Case(net, loss));
  }
}
