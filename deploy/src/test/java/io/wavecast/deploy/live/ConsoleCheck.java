package io.wavecast.deploy.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wavecast.testkit.process.Program;
import io.wavecast.testkit.process.Repository;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console in a real browser: headless Chromium opens the page of a running demo. Needs Debian's
 * package chromium. The screenshot is kept as {@code deploy/target/console.png}.
 */
class ConsoleCheck {
  /** Colours of the light theme in console.css; the band is translucent, over white. */
  private static final Color ACTUAL = new Color(0x22617f);

  private static final Color FORECAST = new Color(0xcf7f1f);
  private static final Color BAND = new Color(0xf7e8d5);

  @TempDir Path dir;

  @Test
  void the_page_draws_series_a_forecast_band_and_the_status() throws Exception {
    Path screenshot = Repository.path("deploy/target/console.png");
    Files.createDirectories(screenshot.getParent());
    String page;
    try (Demo demo = new Demo(dir, List.of())) {
      Awaitility.await("a forecast that is not a warm-up")
          .atMost(Duration.ofMinutes(2))
          .until(() -> hasForecast(Http.json(demo.httpPort(), "/api/live")));
      page = open("http://127.0.0.1:" + demo.httpPort() + "/#wave.1", screenshot);
    }

    assertThat(text(page, "<p id=\"health\" class=\"health ready\".*?<span>(.*?)</span>"))
        .as("health")
        .isEqualTo("live");
    for (String fact : List.of("f-series", "f-observations", "f-forecasts", "f-p50")) {
      assertThat(text(page, "<dd id=\"" + fact + "\">(.*?)</dd>"))
          .as(fact)
          .matches("[1-9].*|0\\..*");
    }
    assertThat(text(page, "<h1 id=\"hero-key\">(.*?)</h1>")).as("series").isEqualTo("wave.1");
    assertThat(text(page, "<span id=\"hero-badge\"[^>]*>(.*?)</span>"))
        .as("badge")
        .contains("model ");
    assertThat(page.split("<canvas", -1).length - 1).as("charts").isGreaterThan(4);
    BufferedImage image = ImageIO.read(screenshot.toFile());
    assertDrawn(image, ACTUAL, 1000, "line of the values", screenshot);
    assertDrawn(image, FORECAST, 100, "line of the newest forecast", screenshot);
    assertDrawn(image, BAND, 300, "band around the newest forecast", screenshot);
  }

  private static boolean hasForecast(JsonNode live) {
    for (JsonNode series : live.path("series")) {
      if (series.path("key").asText().equals("wave.1")
          && series.at("/fan/warmup").asText().equals("false")) {
        return true;
      }
    }
    return false;
  }

  /** The page's document after six seconds of virtual time. */
  private String open(String url, Path screenshot) throws InterruptedException, IOException {
    List<String> command =
        List.of(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--user-data-dir=" + dir.resolve("chromium"),
            "--window-size=1400,1000",
            "--virtual-time-budget=6000",
            "--screenshot=" + screenshot,
            "--dump-dom",
            url);
    try (Program browser = Program.start(dir, "chromium", command)) {
      return String.join("\n", browser.succeed(Duration.ofMinutes(2)).output());
    }
  }

  private static String text(String page, String regex) {
    return Pattern.compile(regex, Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElse("no match for " + regex + " in the page:\n" + page);
  }

  private static void assertDrawn(
      BufferedImage image, Color colour, int least, String what, Path screenshot) {
    int drawn = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        drawn += isNear(new Color(image.getRGB(x, y)), colour) ? 1 : 0;
      }
    }
    assertThat(drawn).as("pixels of the %s, see %s", what, screenshot).isGreaterThan(least);
  }

  private static boolean isNear(Color a, Color b) {
    return Math.abs(a.getRed() - b.getRed()) < 8
        && Math.abs(a.getGreen() - b.getGreen()) < 8
        && Math.abs(a.getBlue() - b.getBlue()) < 8;
  }
}
