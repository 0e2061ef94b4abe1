package io.wavecast.config;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.onnx.repository.Route;
import java.util.List;

/** Reads which models forecast which series. */
public final class ModelRouting {
  private ModelRouting() {}

  /**
   * The models, the routes and the device that settings name.
   *
   * @throws UsageException when a route is not PATTERN=MODEL, or its pattern is none
   */
  public static RepositorySettings of(Settings s) {
    return new RepositorySettings(
        s.get(ModelKeys.DIRECTORY),
        s.get(ModelKeys.MODEL),
        s.read(ModelKeys.ROUTES, ModelRouting::route, routes -> routes),
        s.get(ModelKeys.DEVICE),
        s.get(ModelKeys.TRUSTED));
  }

  private static Route route(Object item) {
    String text = Settings.plain(item);
    int at = text.lastIndexOf('=');
    if (at < 1 || at == text.length() - 1) {
      throw new IllegalArgumentException(
          "a route must be %s, got: '%s'".formatted(ModelKeys.ROUTES.type().range(), text));
    }
    return new Route(text.substring(0, at).trim(), text.substring(at + 1).trim());
  }

  /**
   * Requires that each model that settings name exists.
   *
   * @param known the names that can be chosen
   * @throws UsageException that names the key and where its value comes from
   * @throws FailureException that says the same, where {@code models.dir} is set: its file may be
   *     there later
   */
  public static void requireKnown(Settings s, List<String> known) {
    of(s); // a route that is none is refused whatever models there are
    try {
      PipelineSettings.parsed(s, ModelKeys.MODEL, () -> known(s.get(ModelKeys.MODEL), known));
      var unused =
          s.read(ModelKeys.ROUTES, item -> known(route(item).model(), known), routes -> routes);
    } catch (UsageException unknown) {
      throw s.get(ModelKeys.DIRECTORY).isEmpty()
          ? unknown
          : new FailureException(String.valueOf(unknown.getMessage()), unknown);
    }
  }

  private static String known(String model, List<String> known) {
    if (!known.contains(model)) {
      throw new IllegalArgumentException(
          "there is no model '%s', there are: %s".formatted(model, String.join(", ", known)));
    }
    return model;
  }
}
