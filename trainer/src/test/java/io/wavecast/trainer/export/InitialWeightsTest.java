package io.wavecast.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.core.model.Provenance;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.fit.Snapshot;
import io.wavecast.trainer.layer.Ascending;
import io.wavecast.trainer.layer.Conv1D;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Flatten;
import io.wavecast.trainer.layer.Gru;
import io.wavecast.trainer.layer.Lstm;
import io.wavecast.trainer.layer.Relu;
import io.wavecast.trainer.layer.SimpleRnn;
import io.wavecast.trainer.net.Architecture;
import io.wavecast.trainer.net.Head;
import io.wavecast.trainer.net.Networks;
import io.wavecast.trainer.net.Pinball;
import io.wavecast.trainer.net.Trainable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitialWeightsTest {
  private static final Architecture NET =
      new Architecture(
          Scaling.WINDOW,
          List.of(
              new Conv1D(3, 2, 2),
              new Relu(),
              new Lstm(4),
              new Gru(3, false),
              new SimpleRnn(4),
              new Flatten(),
              Dense.he(70, 1),
              new Ascending(7)),
          Head.quantiles());

  @TempDir private Path folder = Path.of("");

  @Test
  void weights_read_back_are_the_weights_that_were_written() throws IOException {
    try (Trainable<WindowSet> written = net(NET, 1);
        Trainable<WindowSet> other = net(NET, 2)) {
      Map<String, float[]> weights = Snapshot.of(written.state());
      Path file = file(NET, weights);

      Map<String, float[]> read =
          InitialWeights.read(ModelFile.read(file), NET, Snapshot.of(other.state()));

      assertThat(read.keySet()).containsExactlyElementsOf(weights.keySet());
      read.forEach((name, values) -> assertThat(values).as(name).isEqualTo(weights.get(name)));
    }
  }

  @Test
  void a_file_of_another_network_is_refused_by_name() throws IOException {
    Architecture wider =
        new Architecture(
            Scaling.WINDOW,
            List.of(new Flatten(), Dense.he(71, 1), Dense.he(70, 1), new Ascending(7)),
            Head.quantiles());
    try (Trainable<WindowSet> written = net(NET, 1);
        Trainable<WindowSet> other = net(wider, 2)) {
      Path file = file(NET, Snapshot.of(written.state()));
      Map<String, float[]> shapes = Snapshot.of(other.state());

      assertThatThrownBy(() -> InitialWeights.read(ModelFile.read(file), wider, shapes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(file + " is not of the same network");
    }
  }

  private static Trainable<WindowSet> net(Architecture net, long seed) {
    return Networks.trainable(net, new Pinball(Head.LEVELS), seed);
  }

  private Path file(Architecture net, Map<String, float[]> weights) throws IOException {
    ForecasterMetadata metadata =
        new ForecasterMetadata(
            new Provenance("test", "1", "0".repeat(64), 1, Map.of("valid_mse", 0.5), "test"),
            WindowSet.SHAPE,
            Head.LEVELS,
            net.scaling());
    IntervalCalibration stretched = new IntervalCalibration(List.of(), new float[0], 1.2f);
    byte[] bytes = ForecasterFile.bytes(net, weights, stretched, metadata);
    return Files.write(folder.resolve("test.onnx"), bytes);
  }
}
