package io.wavecast.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
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
  void no_line_crosses_a_gap() throws IOException {
    assertThat(
            run(
                """
                columns({
                  t: [1000, 2000, 9000], y: [1, 2, 0],
                  ahead: {yhat: [null, null, 7], lower: [null, null, 6], upper: [null, null, 8]},
                  fan: {origin: 9000, stepMs: 1000, yhat: [4], lower: [3], upper: [5]},
                }).slice(0, 6)"""))
        .isEqualTo(
            "[[1,2,8,9,10],[1,2,null,0,null],[null,null,null,7,null],[null,null,null,6,null],"
                + "[null,null,null,8,null],[null,null,null,0,4]]");
  }

  @Test
  void a_value_between_two_gaps_is_drawn_as_a_point() throws IOException {
    assertThat(run("alone({data: [[], [0, null, 2, 3, null, 5]]}, 1)")).isEqualTo("[0,5]");
    assertThat(run("alone({data: [[], [1, 2, null]]}, 1)")).isEqualTo("null");
  }

  @Test
  void the_search_opens_the_only_match_or_the_key_itself() throws IOException {
    assertThat(
            run("['web', 'db', 'db.cpu', 'x'].map(t => found(t, ['web.a', 'db.cpu', 'db.cpu2']))"))
        .isEqualTo("[\"web.a\",\"db\",\"db.cpu\",\"x\"]");
  }

  @Test
  void a_wide_interval_does_not_flatten_the_values() throws IOException {
    assertThat(run("range(columns(series(3000, 8))).map(v => Math.round(v * 100) / 100)"))
        .isEqualTo("[0.76,7.64]");
    assertThat(run("range(columns(series(3000, 8000))).map(v => Math.round(v * 100) / 100)"))
        .isEqualTo("[0.76,7.64]");
    assertThat(run("range(columns(empty))")).isEqualTo("[0,1]");
  }

  @Test
  void an_address_names_a_series_or_none() throws IOException {
    assertThat(run("['#a%2Fb', '', '#%', '#%E4'].map(keyOf)"))
        .isEqualTo("[\"a/b\",\"\",\"\",\"\"]");
  }

  @Test
  void ticks_that_would_look_alike_get_more_decimals() throws IOException {
    assertThat(run("tickTexts([0, 50, 100], v => '' + v)")).isEqualTo("[\"0\",\"50\",\"100\"]");
    assertThat(run("tickTexts([0.9995, 1, 1.0005], v => v.toFixed(1))"))
        .isEqualTo("[\"0.9995\",\"1.0000\",\"1.0005\"]");
    assertThat(run("tickTexts([], v => '' + v)")).isEqualTo("[]");
  }

  @Test
  void durations_are_in_their_largest_unit() throws IOException {
    assertThat(run("[1, 1000, 90000, 5400000, 129600000].map(duration)"))
        .isEqualTo("[\"1 ms\",\"1 s\",\"1.5 min\",\"1.5 h\",\"1.5 d\"]");
  }

  @Test
  void an_incident_is_called_by_what_most_of_its_series_share() throws IOException {
    String incident =
        """
        headline({members: %d, labels: [
          {name: 'service', value: 'db', members: 48}, {name: 'zone', value: 'b', members: 47},
          {name: 'version', value: '7', members: 40}]})\
        """;

    assertThat(run(incident.formatted(48)))
        .isEqualTo("\"48 series: all have service=db, 47 of 48 have zone=b\"");
    assertThat(run("headline({members: 3, labels: []})")).isEqualTo("\"3 series\"");
  }

  @Test
  void an_open_incident_says_how_many_of_its_series_still_alert() throws IOException {
    String incident = "headline({state: '%s', members: 3, alerting: %s, labels: []})";

    assertThat(run(incident.formatted("OPEN", "2"))).isEqualTo("\"3 series, 2 still alert\"");
    assertThat(run(incident.formatted("OPEN", "1"))).isEqualTo("\"3 series, 1 still alerts\"");
    assertThat(run(incident.formatted("OPEN", "3"))).isEqualTo("\"3 series\"");
    assertThat(run(incident.formatted("OPEN", "null"))).isEqualTo("\"3 series\"");
    assertThat(run(incident.formatted("RESOLVED", "0"))).isEqualTo("\"3 series\"");
  }

  @Test
  void incidents_are_counted_by_state() throws IOException {
    assertThat(run("[countText(0, 0), countText(2, 0), countText(0, 3)]"))
        .isEqualTo("[\"none open\",\"2 open\",\"none open, 3 resolved\"]");
  }

  @Test
  void the_reason_of_an_alert_follows_the_time_whose_value_it_names() throws IOException {
    assertThat(run("alertText({id: 'x', since: 7, reason: '40 is above 12'}, ms => ms + ' ms')"))
        .isEqualTo("\"since 7 ms: 40 is above 12, alert x\"");
  }

  @Test
  void a_muted_series_says_by_which_entry() throws IOException {
    assertThat(run("[muteText({mutedBy: 'patch'}), muteText({})]"))
        .isEqualTo("[\"alerts muted by the calendar entry 'patch'\",\"\"]");
  }

  @Test
  void a_series_that_was_not_found_is_named() throws IOException {
    assertThat(run("['a', 'b', ''].map(key => absentText(key, [{key: 'a'}]))"))
        .isEqualTo("[\"\",\"b: no value among the newest records\",\"\"]");
  }

  private static String run(String expression) throws IOException {
    try (Context context = Context.enter()) {
      context.setLanguageVersion(Context.VERSION_ECMASCRIPT);
      ScriptableObject scope = context.initStandardObjects();
      for (String script : List.of("series.js", "incidents.js")) {
        context.evaluateString(scope, source(script), script, 1, null);
      }
      context.evaluateString(scope, SERIES, "series", 1, null);
      return Context.toString(
          context.evaluateString(scope, "JSON.stringify(" + expression + ")", "test", 1, null));
    }
  }

  private static String source(String script) throws IOException {
    try (InputStream in = ConsoleScriptTest.class.getResourceAsStream("/console/" + script)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }
}
