package io.wavecast.chorales;

import io.wavecast.chorales.model.OnnxComposer;
import io.wavecast.config.Group;
import io.wavecast.config.Key;
import io.wavecast.config.KeyRegistry;
import io.wavecast.config.ModelKeys;
import io.wavecast.config.Type;

/** Chorales composed on request. */
public final class ChoraleKeys {
  static final KeyRegistry CHORALES =
      new KeyRegistry(
          new Group(
              "Chorales", "Chorales composed on request, note by note, beside the forecasts."));

  public static final Key<Boolean> ENABLED =
      Key.both(CHORALES, "chorales.enabled", Type.flag(), "false")
          .help("Whether chorales are composed, by a separate pipeline beside the forecasts");
  public static final Key<String> MODEL =
      Key.both(
              CHORALES,
              "chorales.model",
              ModelKeys.location(OnnxComposer.SHIPPED),
              OnnxComposer.SHIPPED)
          .help("Model that composes chorales");

  private ChoraleKeys() {}
}
