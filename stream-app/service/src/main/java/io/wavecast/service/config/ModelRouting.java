package io.wavecast.service.config;

import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.onnx.repository.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads which models forecast which series. */
final class ModelRouting {
  private static final Duration LOOK = Duration.ofSeconds(2);

  private ModelRouting() {}

  static RepositorySettings of(Settings s) {
    List<Route> routes = new ArrayList<>();
    for (String text : s.get(Keys.ROUTES)) {
      int at = text.lastIndexOf('=');
      if (at < 1 || at == text.length() - 1) {
        throw new ConfigException(
            "%s must be %s, got: '%s'"
                .formatted(Keys.ROUTES.name(), Keys.ROUTES.type().range(), text));
      }
      routes.add(new Route(text.substring(0, at).trim(), text.substring(at + 1).trim()));
    }
    return new RepositorySettings(
        s.get(Keys.MODELS_DIR), s.get(Keys.MODEL), routes, s.get(Keys.DEVICE), LOOK);
  }
}
