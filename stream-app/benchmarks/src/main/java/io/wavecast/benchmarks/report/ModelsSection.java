package io.wavecast.benchmarks.report;

import io.wavecast.benchmarks.endtoend.ConstantForecaster;
import io.wavecast.benchmarks.endtoend.ModelAlone;
import io.wavecast.benchmarks.endtoend.RandomCutForest;
import io.wavecast.onnx.run.OnnxForecaster;
import java.io.IOException;
import java.util.List;

/** What models do alone on one thread: ONNX Runtime by batch, DL4J, Random Cut Forest. */
final class ModelsSection implements Section {
  private static final int SECONDS = 3;
  private static final List<Integer> BATCHES = List.of(1, 8, 64, 512);

  @Override
  public List<Table> measure(TestBed bed) throws IOException, InterruptedException {
    Table table =
        new Table(
            "Models alone",
            "One thread, without a broker. A batch of 1 is what one call per record costs. DL4J runs"
                + " in a process of its own, with the notebook's LSTM network and with eight dense"
                + " layers, 128 wide as those of the default model.",
            "model",
            "batch",
            "forecasts/s",
            "CPU us");
    for (String name : bed.models()) {
      try (OnnxForecaster model = TestBed.open(name)) {
        for (int batch : BATCHES) {
          ModelAlone alone = ModelAlone.measure(model, batch, 1, SECONDS);
          table.row(name, batch, alone.perSecond(), alone.cpuMicros());
        }
      }
    }
    for (Dl4jFigures.Figure figure : Dl4jFigures.measure()) {
      table.row(
          "DL4J's output(), " + figure.network(), figure.batch(), figure.perSecond(), Double.NaN);
    }
    for (int shingle : new int[] {8, ConstantForecaster.SHAPE.window()}) {
      table.row(
          "RCFCaster, %d values at once".formatted(shingle),
          1,
          RandomCutForest.perSecond(shingle, SECONDS),
          Double.NaN);
    }
    return List.of(table);
  }
}
