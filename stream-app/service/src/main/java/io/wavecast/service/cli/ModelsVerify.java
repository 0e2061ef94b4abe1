package io.wavecast.service.cli;

import io.wavecast.config.Group;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.SketchFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxComposer;
import io.wavecast.onnx.run.OnnxSketchClassifier;
import io.wavecast.onnx.run.Verification;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.config.ServiceConfig;
import java.util.Arrays;
import java.util.EnumSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wavecast models verify}. */
@Command(
    name = "verify",
    description = "Loads and tries a model as the service would; exit code 1 where it is refused.")
final class ModelsVerify extends ConfiguredCommand {
  @Mixin private final ModelArgument model = new ModelArgument();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ModelsVerify() {
    super(EnumSet.of(Group.MODELS));
  }

  @Override
  public Integer call() {
    ServiceConfig config = config();
    ContractFile file = model.read(config);
    if (file instanceof SketchFile sketches) {
      return verify(sketches, config);
    }
    if (file instanceof ComposerFile composer) {
      return verify(composer);
    }
    Verification v = Verification.of(model.forecaster(config), config.models().device());
    v.fallback().ifPresent(why -> err().println("wavecast: " + why));
    err().flush();
    if (json) {
      out()
          .println(
              JsonWriter.line(
                  "source", v.file().source(),
                  "name", v.file().model().name(),
                  "version", v.file().model().version(),
                  "sealed", v.file().isSealed(),
                  "device", v.device().label(),
                  "bitEqual", v.trial().bitEqual(),
                  "worst", v.trial().worst()));
    } else {
      out()
          .printf(
              "%s: model %s %s holds its contract and runs on %s; batches of sizes %s agree %s; %s%n",
              v.file().source(),
              v.file().model().name(),
              v.file().model().version(),
              v.device().label(),
              v.trial().batchSizes(),
              v.trial().bitEqual() ? "to the last bit" : "within " + v.trial().worst(),
              checksum(v.file()));
    }
    out().flush();
    return 0;
  }

  private int verify(SketchFile file, ServiceConfig config) {
    try (OnnxSketchClassifier classifier =
        OnnxSketchClassifier.open(file, config.models().device())) {
      classifier.fallback().ifPresent(why -> err().println("wavecast: " + why));
      err().flush();
      tell(
          file,
          classifier.device(),
          "sketch classifier %s %s of %d classes"
              .formatted(file.model().name(), file.model().version(), classifier.classes().size()),
          "");
      return 0;
    }
  }

  private int verify(ComposerFile file) {
    try (OnnxComposer composer = OnnxComposer.open(file)) {
      tell(
          file,
          Device.CPU,
          "composer %s %s".formatted(file.model().name(), file.model().version()),
          "; batches of sizes %s agree to the last bit"
              .formatted(Arrays.toString(composer.batchSizes())));
      return 0;
    }
  }

  private void tell(ContractFile file, Device device, String what, String more) {
    if (json) {
      out()
          .println(
              JsonWriter.line(
                  "source", file.source(),
                  "name", file.model().name(),
                  "version", file.model().version(),
                  "sealed", file.isSealed(),
                  "device", device.label()));
    } else {
      out()
          .printf(
              "%s: %s holds its contract and runs on %s%s; %s%n",
              file.source(), what, device.label(), more, checksum(file));
    }
    out().flush();
  }

  private static String checksum(ContractFile file) {
    return file.isSealed() ? "its checksum holds" : "it carries no checksum";
  }
}
