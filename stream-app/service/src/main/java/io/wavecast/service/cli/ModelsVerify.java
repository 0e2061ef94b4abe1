package io.wavecast.service.cli;

import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.run.OnnxModel;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.config.ServiceConfig;
import picocli.CommandLine.Command;

/** {@code wavecast models verify}. */
@Command(
    name = "verify",
    description = "Loads and verifies a model as the service does; exit code 1 if it is refused.")
final class ModelsVerify extends ModelCommand {
  @Override
  public Integer call() {
    ServiceConfig config = config();
    ContractFile file = model.read(config);
    try (OnnxModel<?> opened = OnnxModel.open(file, config.models().device())) {
      opened.fallback().ifPresent(why -> err().println("wavecast: " + why));
      err().flush();
      if (json) {
        out()
            .println(
                JsonWriter.line(
                    "source", file.source(),
                    "name", file.model().name(),
                    "version", file.model().version(),
                    "sealed", file.isSealed(),
                    "device", opened.device().label(),
                    "batchSizes", opened.batchSizes()));
      } else {
        out()
            .printf(
                "%s: %s %s %s holds its contract and runs on %s; batches of sizes %s agree to the"
                    + " last bit; %s%n",
                file.source(),
                file.lines().get("kind"),
                file.model().name(),
                file.model().version(),
                opened.device().label(),
                opened.batchSizes(),
                file.isSealed() ? "its checksum holds" : "it carries no checksum");
      }
      out().flush();
    }
    return 0;
  }
}
