package io.wavecast.service.console;

import io.wavecast.config.PipelineModules;
import io.wavecast.config.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** One of the console's files. All are resources, so that the console works without a network. */
public final class Asset {
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/%s/dist/";

  /** The version of uPlot's jar, which the build alone names. */
  private static final String UPLOT_JAR = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private final byte[] content;
  private final String type;

  private Asset(String resource, String type) {
    this.type = type;
    this.content = read(resource);
  }

  private static byte[] read(String resource) {
    try (InputStream in = Asset.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing resource: " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String uplot() {
    Properties jar = new Properties();
    try {
      jar.load(new ByteArrayInputStream(read(UPLOT_JAR)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return UPLOT.formatted(jar.getProperty("version"));
  }

  /** All files by the path that serves them. */
  public static Map<String, Asset> all() {
    String uplot = uplot();
    return Map.of(
        "/", new Asset("/console/index.html", "text/html; charset=utf-8"),
        "/console.css", new Asset("/console/console.css", CSS),
        "/alerts.js", new Asset("/console/alerts.js", SCRIPT),
        "/console.js", new Asset("/console/console.js", SCRIPT),
        "/series.js", new Asset("/console/series.js", SCRIPT),
        "/chart.js", new Asset("/console/chart.js", SCRIPT),
        "/favicon.svg", new Asset("/console/favicon.svg", "image/svg+xml"),
        "/uplot.js", new Asset(uplot + "uPlot.iife.min.js", SCRIPT),
        "/uplot.css", new Asset(uplot + "uPlot.min.css", CSS));
  }

  /** The scripts of the pages that modules bring, by the path that serves them. */
  public static Map<String, Asset> pages(Settings settings) {
    return PipelineModules.pages(settings).stream()
        .collect(
            Collectors.toMap(
                page -> "/pages/%s.js".formatted(page.name()),
                page -> new Asset(page.script(), SCRIPT)));
  }

  /** The bytes; shared, so do not change them. */
  public byte[] content() {
    return content;
  }

  /** The media type. */
  public String type() {
    return type;
  }
}
