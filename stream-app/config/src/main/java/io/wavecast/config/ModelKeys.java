package io.wavecast.config;

import io.wavecast.onnx.file.TrustedModels;
import io.wavecast.onnx.run.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which models forecast which series, and where models run. */
public final class ModelKeys {
  /** A shipped model by its name, or as {@link io.wavecast.onnx.file.ModelLocation} reads it. */
  public static Type<String> location(String shipped) {
    return Type.text(
        "'"
            + shipped
            + "', the shipped one, or an ONNX file: a path or an http or https URL, with its"
            + " checksum if #sha256=HEX is appended");
  }

  static final KeyRegistry MODELS = new KeyRegistry(Group.MODELS);

  public static final Key<String> MODEL =
      Key.both(
              MODELS,
              "models.default",
              Type.text("the name of a model; 'wavecast models' lists them"),
              "default")
          .help("Model of each series that no route assigns to another");
  public static final Key<List<String>> ROUTES =
      Key.both(
              MODELS,
              "models.routes",
              Type.words(
                  "PATTERN=MODEL, where * is any text and ? one character, the first match"
                      + " applies"),
              "")
          .help(
              "Which series use which model, e.g. pump.*=pump, or zone=eu-*&kind=pump=pump by"
                  + " labels (& between them); the shipped lstm, gru and wavenet know waves of the"
                  + " size of the demo's only, so route no other series to them");
  public static final Key<Optional<Path>> DIRECTORY =
      Key.both(MODELS, "models.dir", Type.optional(Type.path()), "")
          .help(
              "Folder of ONNX files that add models or override shipped ones by name; watched. On"
                  + " Flink every task manager has it");
  public static final Key<TrustedModels> TRUSTED =
      Key.both(
              MODELS, "models.trusted", Type.list("sha256:HEX (64 digits)", TrustedModels::new), "")
          .help(
              "Model files that may be loaded, by checksum; empty: all. Shipped models"
                  + " always may");
  public static final Key<Device> DEVICE =
      Key.both(MODELS, "models.device", Type.oneOf(Device.class), "auto")
          .help(
              "Where models run; auto uses a GPU if one is usable, cuda refuses to start without"
                  + " one");

  private ModelKeys() {}
}
