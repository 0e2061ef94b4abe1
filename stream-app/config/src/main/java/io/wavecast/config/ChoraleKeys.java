package io.wavecast.config;

import io.wavecast.onnx.file.ComposerFile;

/** Chorales composed on request. */
public final class ChoraleKeys {
  static final KeyRegistry CHORALES = new KeyRegistry(Group.CHORALES);

  public static final Key<Boolean> ENABLED =
      CHORALES.both(
          "chorales.enabled",
          Type.flag(),
          "false",
          "Whether chorales are composed, by a separate pipeline beside the forecasts");
  public static final Key<String> MODEL =
      CHORALES.both(
          "chorales.model",
          ModelKeys.location(ComposerFile.SHIPPED),
          ComposerFile.SHIPPED,
          "Model that composes chorales");

  private ChoraleKeys() {}
}
