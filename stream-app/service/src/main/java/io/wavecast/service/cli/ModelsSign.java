package io.wavecast.service.cli;

import io.wavecast.core.model.FileSignature;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.file.ContractFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wavecast models sign}. */
@Command(
    name = "sign",
    description = {
      "Writes a signature and a checksum into a model file.",
      "Keys: openssl genpkey -algorithm ed25519 -out KEY.pem",
      "      openssl pkey -in KEY.pem -pubout     (its second line is BASE64 of models.trusted)"
    })
final class ModelsSign extends ConfiguredCommand {
  @Parameters(paramLabel = "FILE", description = "An ONNX file whose contract holds.")
  @SuppressWarnings("NullAway.Init")
  private Path path;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "PEM",
      description = "File of a private Ed25519 key.")
  @SuppressWarnings("NullAway.Init")
  private Path key;

  ModelsSign() {
    super(Set.of());
  }

  @Override
  public Integer call() {
    ContractFile<?> file = ContractFile.read(path);
    OutputFile.replace(path, FileSignature.sign(file.bytes(), key()));
    print(path + ": signed");
    return 0;
  }

  private PrivateKey key() {
    try {
      return FileSignature.privateKey(Files.readString(key));
    } catch (IOException e) {
      throw new UsageException("--key " + key + " cannot be read: " + Throwables.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--key " + key + ": " + e.getMessage(), e);
    }
  }
}
