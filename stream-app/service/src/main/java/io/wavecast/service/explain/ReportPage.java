package io.wavecast.service.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.console.Asset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report as one HTML file that needs no network: tables, and for the series with the most alerts
 * a picture of values, forecasts, score, alerts and calendar entries. It draws as the console does.
 */
public final class ReportPage {
  private static final Map<String, Asset> CONSOLE = Asset.all();

  private ReportPage() {}

  /** The page in UTF-8. */
  public static byte[] of(Explanation explanation) {
    Comparison comparison = explanation.comparison();
    Map<String, Object> data =
        Map.of(
            "rules",
            comparison.json(),
            "pictures",
            Pictures.json(comparison, explanation.timelines(), explanation.pictures()));
    // no text of a series may end the element that holds the data
    String json = new String(JsonWriter.value(data), UTF_8).replace("<", "\\u003c");
    String styles = console("/uplot.css", "/console.css") + resource("report.css");
    String scripts = console("/uplot.js", "/series.js", "/chart.js") + resource("report.js");
    return resource("report.html")
        .replace("{{styles}}", styles)
        .replace("{{summary}}", summary(comparison, explanation.pictures()))
        .replace("{{scripts}}", scripts)
        .replace("{{data}}", json)
        .getBytes(UTF_8);
  }

  private static String summary(Comparison c, int pictures) {
    String drawn =
        c.series() > pictures ? ", the " + pictures + " with the most alerts are drawn" : "";
    return "%d series, %d values in %s%s".formatted(c.series(), c.values(), c.time(), drawn);
  }

  private static String console(String... paths) {
    return Stream.of(paths)
        .map(path -> new String(Objects.requireNonNull(CONSOLE.get(path)).content(), UTF_8))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream("/explain/" + name)) {
      if (in == null) {
        throw new IllegalStateException("missing resource: " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
