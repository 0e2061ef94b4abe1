package io.wavecast.service.cli;

import io.wavecast.core.model.FileSeal;
import io.wavecast.onnx.file.ContractFile;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code wavecast models seal}. */
@Command(
    name = "seal",
    description =
        "Writes a model file's checksum into it, so that damage is detected when it is loaded.")
final class ModelsSeal extends ConfiguredCommand {
  @Parameters(paramLabel = "FILE", description = "An ONNX file whose contract holds.")
  @SuppressWarnings("NullAway.Init")
  private Path path;

  ModelsSeal() {
    super(Set.of());
  }

  @Override
  public Integer call() {
    ContractFile<?> file = ContractFile.read(path);
    if (!file.isSealed()) {
      OutputFile.replace(path, FileSeal.seal(file.bytes()));
    }
    print(path + (file.isSealed() ? ": already sealed, its checksum holds" : ": sealed"));
    return 0;
  }
}
