package io.wavecast.config;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.onnx.repository.Route;
import java.util.ArrayList;
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
    List<Route> routes = new ArrayList<>();
    for (String text : s.get(ModelKeys.ROUTES)) {
      int at = text.lastIndexOf('=');
      if (at < 1 || at == text.length() - 1) {
        throw s.refuse(
            ModelKeys.ROUTES,
            " must be %s, got: '%s'".formatted(ModelKeys.ROUTES.type().range(), text));
      }
      routes.add(route(s, text.substring(0, at).trim(), text.substring(at + 1).trim()));
    }
    return new RepositorySettings(
        s.get(ModelKeys.DIRECTORY),
        s.get(ModelKeys.MODEL),
        routes,
        s.get(ModelKeys.DEVICE),
        s.get(ModelKeys.TRUSTED),
        s.get(ModelKeys.TIMEOUT));
  }

  private static Route route(Settings s, String pattern, String model) {
    try {
      return new Route(pattern, model);
    } catch (IllegalArgumentException e) {
      throw s.refuse(ModelKeys.ROUTES, ": " + e.getMessage());
    }
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
    requireKnown(s, ModelKeys.MODEL, s.get(ModelKeys.MODEL), known);
    of(s).routes().forEach(route -> requireKnown(s, ModelKeys.ROUTES, route.model(), known));
  }

  private static void requireKnown(Settings s, Key<?> key, String model, List<String> known) {
    if (!known.contains(model)) {
      UsageException unknown =
          s.refuse(
              key,
              ": there is no model '%s', there are: %s".formatted(model, String.join(", ", known)));
      throw s.get(ModelKeys.DIRECTORY).isEmpty()
          ? unknown
          : new FailureException(String.valueOf(unknown.getMessage()), unknown);
    }
  }
}
