package io.wavecast.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptableObject;

/** The console's pure functions, in a JavaScript engine without a browser. */
class ConsoleScriptTest {
  /** Three values, of which the last has an earlier forecast, and a newest forecast. */
  private static final String SERIES =
      """
      const series = (origin, upper) => ({
        t: [1000, 2000, 3000], y: [1, 2, 3],
        ahead: {yhat: [null, null, 2.5], lower: [null, null, 2], upper: [null, null, 4]},
        fan: {origin: origin, stepMs: 1000, yhat: [4, 5], lower: [3, 3], upper: [5, upper]},
      });
      const ten = Array(10).fill(4);
      const old = origin => ({
        t: [1000, 2000, 3000], y: [1, 2, 3], ahead: {yhat: [], lower: [], upper: []},
        fan: {origin: origin, stepMs: 1000, yhat: ten, lower: ten, upper: ten},
      });
      const empty = {t: [], y: [], ahead: {yhat: [], lower: [], upper: []}};
      """;

  @Test
  void the_newest_forecast_follows_the_values_and_starts_at_its_origin() throws IOException {
    assertThat(run("columns(series(3000, 8))"))
        .isEqualTo(
            "[[1,2,3,4,5],[1,2,3,null,null],"
                + "[null,null,2.5,null,null],[null,null,2,null,null],[null,null,4,null,null],"
                + "[null,null,3,4,5],[null,null,3,3,3],[null,null,3,5,8]]");
  }

  @Test
  void a_forecast_that_overlaps_newer_values_adds_only_its_future() throws IOException {
    assertThat(run("columns(series(2000, 8)).slice(0, 6)"))
        .isEqualTo(
            "[[1,2,3,4],[1,2,3,null],[null,null,2.5,null],[null,null,2,null],[null,null,4,null],"
                + "[null,2,4,5]]");
  }

  @Test
  void a_stale_or_absent_forecast_is_not_drawn() throws IOException {
    assertThat(run("columns(old(-2000))[0]")).isEqualTo("[1,2,3,4,5,6,7,8]");
    assertThat(run("columns(old(-2001))[0]")).isEqualTo("[1,2,3]");
    assertThat(run("columns(empty)")).isEqualTo("[[],[],[],[],[],[],[],[]]");
  }

  @Test
  void a_wide_interval_does_not_flatten_the_values() throws IOException {
    assertThat(run("range(columns(series(3000, 8))).map(v => Math.round(v * 100) / 100)"))
        .isEqualTo("[0.76,7.64]");
    assertThat(run("range(columns(series(3000, 8000))).map(v => Math.round(v * 100) / 100)"))
        .isEqualTo("[0.76,7.64]");
    assertThat(run("range(columns(empty))")).isEqualTo("[0,1]");
  }

  private static String run(String expression) throws IOException {
    try (Context context = Context.enter();
        InputStream script =
            Objects.requireNonNull(
                ConsoleScriptTest.class.getResourceAsStream("/console/series.js"))) {
      context.setLanguageVersion(Context.VERSION_ECMASCRIPT);
      ScriptableObject scope = context.initStandardObjects();
      String source = new String(script.readAllBytes(), UTF_8) + SERIES;
      context.evaluateString(scope, source, "series.js", 1, null);
      return Context.toString(
          context.evaluateString(scope, "JSON.stringify(" + expression + ")", "test", 1, null));
    }
  }
}
