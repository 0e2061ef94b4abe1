package io.wavecast.service.cli;

import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.run.OnnxModel;
import io.wavecast.schemas.json.JsonWriter;
import picocli.CommandLine.Command;

/** {@code wavecast models verify}. */
@Command(
    name = "verify",
    description = "Loads and verifies a model as the service does; exit code 1 if it is refused.")
final class ModelsVerify extends ModelCommand {
  @Override
  public Integer call() {
    ContractFile<?> file = read();
    if (isPath()) {
      file = config().models().trusted().require(file);
    }
    try (OnnxModel<?> opened =
        OnnxModel.open(file, config().models().device(), config().models().limit())) {
      opened.fallback().ifPresent(this::tell);
      result(
          "%1$s: "
              + file.lines().get("kind")
              + " %2$s %3$s holds its contract and runs on %5$s; batches of sizes %6$s agree to the"
              + " last bit; "
              + (file.isSealed() ? "its checksum holds" : "it carries no checksum"),
          JsonWriter.fields(
              "source", file.source(),
              "name", file.model().name(),
              "version", file.model().version(),
              "sealed", file.isSealed(),
              "device", opened.device().label(),
              "batchSizes", opened.batchSizes()));
    }
    return 0;
  }
}
