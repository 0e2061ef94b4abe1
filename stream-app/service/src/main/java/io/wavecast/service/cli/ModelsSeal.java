package io.wavecast.service.cli;

import io.wavecast.core.model.FileSeal;
import io.wavecast.onnx.file.ContractFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

  /** Replaces the file atomically, because a service may be watching it. */
  @Override
  public Integer call() throws IOException {
    boolean sealed = ContractFile.read(path).isSealed();
    if (!sealed) {
      Path copy = path.resolveSibling(path.getFileName() + ".sealed");
      Files.write(copy, FileSeal.seal(Files.readAllBytes(path)));
      Files.move(copy, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
    print(path + (sealed ? ": already sealed, its checksum holds" : ": sealed"));
    return 0;
  }
}
