package io.wavecast.trainer.dl4j;

import io.wavecast.config.Build;
import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.core.model.Provenance;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.Accuracy;
import io.wavecast.trainer.export.ForecasterFile;
import io.wavecast.trainer.export.IntervalCalibration;
import io.wavecast.trainer.export.Parity;
import io.wavecast.trainer.export.Predictions;
import io.wavecast.trainer.net.Head;
import io.wavecast.trainer.run.Markdown;
import java.util.List;
import java.util.Map;

/**
 * A network of DL4J under the contract, compared with the network itself.
 *
 * @param file the file's bytes
 * @param card what it is and how good it is, without the command that makes it again
 * @param test accuracy on the test part of the data
 * @param naive mean absolute error of repeating the last value there
 */
public record Dl4jExport(byte[] file, Markdown card, Accuracy test, double naive) {
  /**
   * Writes the file and compares it. The validation part of recorded series says how wide the
   * intervals are; it is not trained on.
   *
   * @param name the new model's name
   * @throws IllegalStateException when the file differs from the network
   */
  public static Dl4jExport of(Dl4jNetwork model, TrainingData data, String name, String version) {
    WindowSet valid = data.validAhead();
    IntervalCalibration calibration =
        IntervalCalibration.ofPoints(model.forecast(valid.windows()), valid.futures(), Head.LEVELS);
    List<Double> levels = calibration.levels();
    WindowSet test = data.testAhead();
    Predictions forecasts = calibrated(model, test.windows(), calibration);
    Accuracy accuracy = Accuracy.of(forecasts, test, levels);
    Provenance provenance =
        new Provenance(
            name,
            version,
            data.sha256(),
            0,
            Map.of(
                "test_mse", accuracy.mse(),
                "test_mae", accuracy.mae(),
                "test_mae_naive", test.naiveError(),
                "test_coverage", accuracy.coverage()),
            Build.current().version());
    ForecasterMetadata metadata =
        new ForecasterMetadata(provenance, WindowSet.SHAPE, levels, Scaling.NONE);
    byte[] file = ForecasterFile.bytes(model, Head.points(), false, calibration, metadata);
    Parity parity =
        Parity.require(
            file, metadata, test, (set, fed) -> calibrated(model, set.windows(), calibration));
    return new Dl4jExport(
        file, card(model, provenance, data, parity, accuracy, test), accuracy, test.naiveError());
  }

  private static Predictions calibrated(
      Dl4jNetwork model, float[] windows, IntervalCalibration calibration) {
    return Predictions.of(model.forecast(windows), Head.points(), calibration);
  }

  private static Markdown card(
      Dl4jNetwork model,
      Provenance provenance,
      TrainingData data,
      Parity parity,
      Accuracy test,
      WindowSet set) {
    return new Markdown(provenance.name())
        .paragraph(
            "%s, made elsewhere. Forecasts the next %d values from the last %d.",
            model.title(), WindowSet.HORIZON, WindowSet.WINDOW)
        .table("", "")
        .fact("version", "%s", provenance.version())
        .fact("data of the intervals", "%s", data.description())
        .fact("data SHA-256", "`%s`", data.sha256())
        .parity(parity, "window")
        .fact("made by", "wavecast-trainer %s", provenance.producerVersion())
        .accuracyTable("set", "interval covers")
        .accuracy("test", test)
        .naive(set.naiveError());
  }
}
