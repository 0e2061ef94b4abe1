package io.wavecast.config;

import io.wavecast.onnx.file.ComposerFile;

/** Chorales composed on request. */
public final class ChoraleKeys {
  static final KeyRegistry CHORALES = new KeyRegistry(Group.CHORALES);

  public static final Key<Boolean> ENABLED =
      Key.both(CHORALES, "chorales.enabled", Type.flag(), "false")
          .help("Whether chorales are composed, by a separate pipeline beside the forecasts");
  public static final Key<String> MODEL =
      Key.both(
              CHORALES,
              "chorales.model",
              ModelKeys.location(ComposerFile.SHIPPED),
              ComposerFile.SHIPPED)
          .help("Model that composes chorales");

  private ChoraleKeys() {}
}
