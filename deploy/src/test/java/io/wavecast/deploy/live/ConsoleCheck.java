package io.wavecast.deploy.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.process.Repository;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console in a real browser: headless Chromium opens the page of a running demo. Needs Debian's
 * package chromium; with {@code -Dwavecast.axe=FILE}, a copy of axe.min.js also checks both themes
 * for accessibility. Screenshots are kept below {@code deploy/target/console}.
 */
class ConsoleCheck {
  /** Colours of the light theme in console.css; the band is translucent, over white. */
  private static final Color ACTUAL = new Color(0x22617f);

  private static final Color FORECAST = new Color(0xb8701a);
  private static final Color BAND = new Color(0xf7e8d5);

  /** Most bytes in ten seconds of a page with 24 tiles on which nothing happens. */
  private static final long IDLE_BYTES = 50_000;

  private static final Path SHOTS = Repository.path("deploy/target/console");

  @TempDir Path dir;

  @Test
  void a_fault_is_found_by_clicks_from_its_incident() throws Exception {
    List<String> options = List.of("--waves", "18", "--inject-fault", "90s");
    try (Demo demo = new Demo(dir, options);
        Browser browser = new Browser(dir)) {
      String url = "http://127.0.0.1:" + demo.httpPort() + "/";
      browser.prefer("light");
      browser.resize(1400, 1300);
      browser.open(url + "#series=wave.1");
      browser.awaitTrue("tiles", "tiles.size === 24 && hero && hero.picture?.ahead != null");
      browser.awaitTrue("a forecast", "hero.picture.ahead.warmup === false");
      seriesAreDrawn(browser);
      fewBytesAreTold(browser);
      nothingMovesWhenAnAlertBegins(browser);
      everySeriesIsFound(browser);

      aDrawingIsLabelledStrokeByStroke(browser, url);
      aChoraleIsComposedAndPlayed(browser, url);

      browser.open(url + "#view=alerts");
      browser.awaitTrue(
          "an incident of wave.1",
          "(showAlerts({}), [...document.querySelectorAll('.incident .member')]"
              + ".some(a => a.textContent === 'wave.1'))");
      accessible(browser, "alerts");
      browser.screenshot(SHOTS.resolve("alerts.png"));
      browser.eval(
          "[...document.querySelectorAll('.incident .member')]"
              + ".filter(a => a.textContent === 'wave.1').slice(0, 1)"
              + ".forEach(a => { a.closest('details').open = true; a.click(); })");
      browser.awaitTrue(
          "the time of the fault",
          "hero && hero.range && hero.picture && hero.picture.t.length > 30");

      assertThat(browser.text("#hero-key")).isEqualTo("wave.1");
      assertThat(browser.eval("Math.max(...tiles.get('wave.1').picture.y)").asDouble())
          .as("none of the values of host.cpu, which the stream of the alerts' page told")
          .isLessThan(10);
      assertThat(browser.eval("hero.picture.episodes.length").asInt()).isPositive();
      assertThat(browser.text("#hero-episodes .reason")).isNotEmpty();
      assertThat(browser.eval("Math.max(...hero.picture.score)").asDouble()).isGreaterThan(1);
      browser.screenshot(SHOTS.resolve("incident.png"));
      browser.eval("byId('live').click()");
      browser.awaitTrue("the newest values", "byId('live').hidden && hero.range === ''");
      browser.eval("history.back()");
      browser.awaitTrue("the time of the fault again", "hero.range && hero.picture && hero.shown");
      browser.eval("byId('incidents-list').replaceChildren(); history.back()");
      browser.awaitTrue(
          "the incident, as open as before", "!!document.querySelector('.incident[open] .member')");
      browser.eval("history.forward()");
      browser.awaitTrue(
          "the time of the fault once more", "hero.range && viewOf(route) === 'series'");
      accessible(browser, "light");
      browser.prefer("dark");
      browser.awaitTrue("dark", "document.documentElement.dataset.theme === 'dark'");
      accessible(browser, "dark");
      browser.resize(320, 900);
      awaitNarrow(browser, "the incident");
    }
  }

  private static void seriesAreDrawn(Browser browser) throws Exception {
    browser.awaitTrue("latencies", "document.getElementById('f-p50').textContent.includes('ms')");
    assertThat(browser.text("#health span")).isEqualTo("live");
    assertThat(browser.text("#hero-badge")).contains("model ");
    Path screenshot = SHOTS.resolve("light.png");
    browser.screenshot(screenshot);
    BufferedImage image = ImageIO.read(screenshot.toFile());
    assertDrawn(image, ACTUAL, 1000, "line of the values", screenshot);
    assertDrawn(image, FORECAST, 100, "line of the newest forecast", screenshot);
    assertDrawn(image, BAND, 300, "band around the newest forecast", screenshot);
  }

  private static void fewBytesAreTold(Browser browser) throws Exception {
    long before = browser.received();
    browser.eval("new Promise(done => setTimeout(done, 10000))");

    assertThat(browser.received() - before).isBetween(1L, IDLE_BYTES);
  }

  private static void nothingMovesWhenAnAlertBegins(Browser browser) throws Exception {
    String places =
        "['hero-chart', 'find', 'grid'].map(id => byId(id).getBoundingClientRect().top).join()";
    String before = browser.eval(places).asText();
    browser.awaitTrue(
        "an alert of wave.1", "hero.picture != null && hero.picture.episodes.length > 0");

    assertThat(browser.text("#hero-reason")).isNotEmpty();
    assertThat(browser.eval(places).asText()).isEqualTo(before);
  }

  /** Among all series, also those that are not shown; keys are in the order of their numbers. */
  private static void everySeriesIsFound(Browser browser) throws Exception {
    browser.eval(
        "byId('find').value = 'wave.1', byId('find').dispatchEvent(new Event('input')), null");
    browser.awaitTrue("what is found", "tiles.size === 10");

    assertThat(browser.text("#listed")).contains("10 found among");
    assertThat(browser.eval("[...tiles.keys()].sort().join()").asText())
        .isEqualTo(
            "wave.1,wave.10,wave.11,wave.12,wave.13,wave.14,wave.15,wave.16,wave.17,wave.18");
    browser.screenshot(SHOTS.resolve("search.png"));
  }

  private static void aDrawingIsLabelledStrokeByStroke(Browser browser, String url)
      throws Exception {
    browser.open(url + "#view=sketchpad");
    browser.awaitTrue("the pad", "byId('view-sketchpad')?.querySelector('svg') != null");
    browser.drag("#view-sketchpad svg", 0.2, 0.4, 0.8, 0.4, 0.8, 0.8, 0.2, 0.8, 0.2, 0.4);
    browser.awaitTrue("labels", "document.querySelectorAll('#view-sketchpad tr').length === 5");
    String first = browser.text("#view-sketchpad table");
    browser.drag("#view-sketchpad svg", 0.4, 0.4, 0.4, 0.25, 0.6, 0.25, 0.6, 0.4);
    browser.awaitTrue(
        "other labels",
        "document.querySelector('#view-sketchpad table').textContent !== '" + first + "'");

    assertThat(browser.text("#view-sketchpad [role=status]")).matches("\\D+, \\d+.%");
    assertThat(browser.eval("byId('said').hidden").asBoolean()).isTrue();
    bothThemes(browser, "sketchpad");
    browser.eval("byId('view-sketchpad').querySelectorAll('button')[1].click()");
    assertThat(browser.text("#view-sketchpad [role=status]")).isEqualTo("Nothing is drawn.");
  }

  private static void aChoraleIsComposedAndPlayed(Browser browser, String url) throws Exception {
    browser.open(url + "#view=chorales");
    browser.awaitTrue("the player", "byId('view-chorales')?.querySelector('form') != null");
    browser.eval(
        "byId('view-chorales').querySelector('select').value = 74,"
            + " byId('view-chorales').querySelector('select').dispatchEvent(new Event('change')),"
            + " byId('view-chorales').querySelector('[type=submit]').click(), null");
    browser.awaitTrue(
        "the end",
        "document.querySelector('#view-chorales [role=status]').textContent.startsWith('64 ')");

    assertThat(browser.text("#view-chorales ol li")).as("as it was given").startsWith("D5 ");
    assertThat(browser.eval("document.querySelectorAll('#view-chorales li').length").asInt())
        .isEqualTo(16);
    assertThat(browser.eval("byId('said').hidden").asBoolean()).isTrue();
    bothThemes(browser, "chorales");
  }

  /** Also with little room. */
  private static void bothThemes(Browser browser, String what) throws Exception {
    for (String theme : List.of("dark", "light")) {
      browser.prefer(theme);
      browser.awaitTrue(theme, "document.documentElement.dataset.theme === '" + theme + "'");
      accessible(browser, what + " " + theme);
      browser.screenshot(SHOTS.resolve(what + "-" + theme + ".png"));
    }
    browser.resize(320, 1200);
    awaitNarrow(browser, what);
    browser.screenshot(SHOTS.resolve(what + "-320.png"));
    browser.resize(1400, 1300);
  }

  /** Charts take their new width in a later frame than the page. */
  private static void awaitNarrow(Browser browser, String what) {
    browser.awaitTrue(
        "the width of a phone: " + what, "document.documentElement.scrollWidth <= 320");
  }

  private static void accessible(Browser browser, String what) throws Exception {
    String axe = System.getProperty("wavecast.axe", "");
    if (!axe.isEmpty()) {
      browser.eval(Files.readString(Path.of(axe)) + "; null");
      assertThat(
              browser
                  .eval("axe.run().then(r => JSON.stringify(r.violations.map(v => v.id)))")
                  .asText())
          .as("violations of accessibility, %s", what)
          .isEqualTo("[]");
    }
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
