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
  /** Three values, of which the last two have an earlier forecast, and a newest forecast. */
  private static final String SERIES =
      """
      const series = (origin, upper) => ({
        key: 'a', t: [1000, 2000, 3000], y: [1, 2, 3], fans: [], warmups: [],
        yhat: [null, 1.5, 2.5], lower: [null, 1, 2], upper: [null, 3, 4], low: [], high: [],
        ahead: {origin: origin, stepMs: 1000, yhat: [4, 5], lower: [3, 3], upper: [5, upper]},
      });
      const ten = Array(10).fill(4);
      const old = origin => ({
        t: [1000, 2000, 3000], y: [1, 2, 3], fans: [], warmups: [],
        ahead: {origin: origin, stepMs: 1000, yhat: ten, lower: ten, upper: ten},
      });
      """;

  @Test
  void the_newest_forecast_follows_the_values_and_starts_at_the_last_one() throws IOException {
    assertThat(run("timelineColumns(series(3000, 8))"))
        .isEqualTo(
            "[[1,2,3,4,5],[1,2,3,null,null],"
                + "[null,1.5,2.5,null,null],[null,1,2,null,null],[null,3,4,null,null],"
                + "[null,null,3,4,5],[null,null,3,3,3],[null,null,3,5,8],"
                + "[null,null,null,null,null],[null,null,null,null,null]]");
  }

  @Test
  void a_forecast_that_overlaps_newer_values_adds_only_its_future() throws IOException {
    assertThat(run("timelineColumns(series(2000, 8)).slice(5, 8)"))
        .isEqualTo("[[null,null,3,5],[null,null,3,3],[null,null,3,8]]");
  }

  @Test
  void a_stale_or_absent_forecast_is_not_drawn() throws IOException {
    assertThat(run("timelineColumns(old(-2000))[0]")).isEqualTo("[1,2,3,4,5,6,7,8]");
    assertThat(run("timelineColumns(old(-2001))[0]")).isEqualTo("[1,2,3]");
    assertThat(run("timelineColumns(emptyPicture('a'))"))
        .isEqualTo("[[],[],[],[],[],[],[],[],[],[]]");
  }

  @Test
  void the_head_of_a_time_names_the_alert_in_its_middle() throws IOException {
    String episodes =
        "{episodes: [{begin: 50, end: 60, worst: 'WARNING', reason: 'b', lasted: '10 ms'},"
            + " {begin: 10, end: 20, worst: 'CRITICAL', reason: 'a', lasted: '10 ms'}]}";
    assertThat(run("alertWithin(" + episodes + ", {from: 5, to: 25}, t => t)"))
        .isEqualTo(
            "{\"state\":\"CRITICAL\",\"ended\":true,\"since\":10,"
                + "\"reason\":\"a; ended 20, after 10 ms\"}");
    assertThat(run("stateText({alert: alertWithin(" + episodes + ", {from: 5, to: 25}, t => t)})"))
        .isEqualTo("\"was critical\"");
    assertThat(run("alertWithin({episodes: []}, {from: 5, to: 25})")).isEqualTo("null");
  }

  @Test
  void what_was_expected_of_an_unusual_value_is_drawn_and_seen() throws IOException {
    String picture =
        "{t: [1000, 2000], y: [9, 0], low: [null, 5], high: [null, 8], fans: [], warmups: []}";
    assertThat(run("timelineColumns(" + picture + ").slice(8)")).isEqualTo("[[null,5],[null,8]]");
    assertThat(run("timelineRange(%1$s, timelineColumns(%1$s), 1, 1)".formatted(picture)))
        .isEqualTo("[-0.48,8.48]");
  }

  @Test
  void short_gaps_of_forecasts_are_bridged_where_there_are_values() throws IOException {
    assertThat(run("joined([1, null, 3, null, null, null, 7], [0, 0, 0, 0, 0, 0, 0])"))
        .isEqualTo("[1,2,3,null,null,null,7]");
    assertThat(run("joined([1, null, 3], [0, null, 0])")).isEqualTo("[1,null,3]");
  }

  @Test
  void a_value_between_two_gaps_is_drawn_as_a_point() throws IOException {
    assertThat(run("alone({data: [[], [0, null, 2, 3, null, 5]]}, 1)")).isEqualTo("[0,5]");
    assertThat(run("alone({data: [[], [1, 2, null]]}, 1)")).isEqualTo("null");
  }

  @Test
  void changes_go_on_from_the_last_value_and_the_oldest_make_room() throws IOException {
    String changes =
        "{t: [3000, 1000, 500], y: [9, 4, 5], score: [0, 1, 2], mutedBy: 'patch', alert: null}";

    assertThat(
            run(
                "(p => [p.t, p.y, p.score, p.mutedBy, p.alert])(addChanges({...series(3000, 8),"
                    + " score: [0, 0, 0]}, "
                    + changes
                    + ", 3))"))
        .isEqualTo("[[3000,4000,4500],[3,4,5],[0,1,2],\"patch\",null]");
  }

  @Test
  void no_line_leads_over_a_pause_of_live_values() throws IOException {
    String after =
        "(p => [p.t, p.y])(addChanges({...series(3000, 8), score: [0, 0, 0]}, {t: [%d], y: [9]}, 9))";

    assertThat(run(after.formatted(13_000))).isEqualTo("[[1000,2000,3000,13000],[1,2,3,9]]");
    assertThat(run(after.formatted(13_002)))
        .isEqualTo("[[1000,2000,3000,8001,13002],[1,2,3,null,9]]");
  }

  @Test
  void a_number_of_the_past_has_its_time() throws IOException {
    assertThat(run("timeOfNewest({t: [1, 2, 3], y: [5, 6, null]}, t => t)")).isEqualTo("\" at 2\"");
    assertThat(run("timeOfNewest(emptyPicture('a'), t => t)")).isEqualTo("\"\"");
  }

  @Test
  void what_lasts_ends_at_the_newest_value() throws IOException {
    String extended = "(p => (extend(p), [p.episodes[0].end, p.calendar]))({...series(3000, 8),";

    assertThat(
            run(
                extended
                    + " episodes: [{open: true, end: 5}], mutedBy: 'x',"
                    + " calendar: [{from: 1, to: 2, text: 'muted by x'}]})"))
        .isEqualTo("[3000,[{\"from\":1,\"to\":3001,\"text\":\"muted by x\"}]]");
    assertThat(run(extended + " episodes: [{end: 5}], mutedBy: 'x', calendar: []})"))
        .isEqualTo("[5,[{\"from\":3000,\"to\":3001,\"text\":\"muted by x\"}]]");
    assertThat(run(extended + " episodes: [{end: 5}], mutedBy: '', calendar: []})"))
        .isEqualTo("[5,[]]");
  }

  @Test
  void numbers_have_the_unit_of_their_series_and_the_mark_of_a_rate() throws IOException {
    assertThat(run("unitOf({labels: {unit: ' B'}, rate: true})")).isEqualTo("\" B/s\"");
    assertThat(run("unitOf({})")).isEqualTo("\"\"");
  }

  @Test
  void a_chart_is_told_in_words() throws IOException {
    assertThat(
            run(
                "chartText({...series(3000, 8), alert: {state: 'WARNING', since: 7}, mutedBy: 'x'},"
                    + " v => '' + v, ms => ms + ' ms')"))
        .isEqualTo("\"a: 3, forecast 4, warning since 7 ms, muted\"");
    assertThat(run("chartText(emptyPicture('b'), v => '' + v, ms => '' + ms)"))
        .isEqualTo("\"b: no values\"");
  }

  @Test
  void an_address_names_what_is_shown() throws IOException {
    assertThat(run("routeOf('#series=a%2Fb%3D%26&from=1&to=')"))
        .isEqualTo("{\"series\":\"a/b=&\",\"from\":\"1\",\"to\":\"\"}");
    assertThat(run("['#a%2Fb', '', '#%E4'].map(routeOf)"))
        .isEqualTo("[{\"series\":\"a/b\"},{},{\"series\":\"\"}]");
    assertThat(run("hashOf({series: 'a b=&', from: 0, to: '', find: null})"))
        .isEqualTo("\"#series=a%20b%3D%26&from=0\"");
  }

  @Test
  void a_link_to_an_alert_shows_what_is_around_it() throws IOException {
    assertThat(run("routeTo('a', 10000000, 11000000)"))
        .isEqualTo("{\"series\":\"a\",\"from\":9000000,\"to\":12000000,\"find\":1}");
    assertThat(run("moved({from: 100, to: 200}, 2, 0.5)")).isEqualTo("{\"from\":100,\"to\":300}");
  }

  @Test
  void the_list_says_how_much_of_it_is_shown() throws IOException {
    String list =
        "listText({shown: %d, matching: %d, total: 50, complete: %s, listed: %s, problem: ''})";

    assertThat(run(list.formatted(24, 50, true, true))).isEqualTo("\"24 of 50 series\"");
    assertThat(run(list.formatted(11, 11, true, true))).isEqualTo("\"11 found among 50 series\"");
    assertThat(run(list.formatted(24, 50, false, true)))
        .isEqualTo("\"24 of 50 series, the list may lack some\"");
    assertThat(run(list.formatted(24, 50, false, false)))
        .isEqualTo("\"24 of 50 series, still reading\"");
  }

  @Test
  void ticks_that_would_look_alike_get_more_decimals() throws IOException {
    assertThat(run("tickTexts([0, 50, 100], v => '' + v)")).isEqualTo("[\"0\",\"50\",\"100\"]");
    assertThat(run("tickTexts([0.9995, 1, 1.0005], v => v.toFixed(1))"))
        .isEqualTo("[\"0.9995\",\"1.0000\",\"1.0005\"]");
    assertThat(run("tickTexts([], v => '' + v)")).isEqualTo("[]");
  }

  @Test
  void durations_are_in_their_two_largest_units() throws IOException {
    assertThat(run("[250, 1000, 90000, 5400000, 129600000, 86460000].map(duration)"))
        .isEqualTo("[\"0.25 s\",\"1 s\",\"1 min 30 s\",\"1 h 30 min\",\"1 d 12 h\",\"1 d\"]");
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
  void an_incident_says_when_it_began_and_how_long_it_lasted() throws IOException {
    String text = "lastedText({state: '%s', since: 1000, changed: 31000}, ms => ms, 61000)";

    assertThat(run(text.formatted("OPEN"))).isEqualTo("\"since 1000, for 1 min so far\"");
    assertThat(run(text.formatted("RESOLVED"))).isEqualTo("\"since 1000, for 30 s\"");
  }

  @Test
  void a_series_without_values_looks_different_from_one_with_unusual_values() throws IOException {
    assertThat(
            run(
                "['stale', 'record'].map(cause => stateText({alert: {state: 'WARNING', cause}}))"
                    + ".concat(stateText({alert: {state: 'OK', cause: 'stale'}}))"))
        .isEqualTo("[\"warning, stale\",\"warning\",\"\"]");
  }

  @Test
  void an_empty_list_says_whether_a_history_is_read() throws IOException {
    assertThat(run("[0, null, 218500].map(n => emptyText(n, String)).map(s => s.slice(13, 21))"))
        .isEqualTo("[\". The fi\",\". The fi\",\": 218500\"]");
  }

  @Test
  void an_alert_that_became_worse_says_since_when_it_lasts() throws IOException {
    String text =
        "openText({alert: {since: %s}, t: [1000, 31000], episodes: [{open: true, begin: 1000}]},"
            + " ms => ms)";

    assertThat(run(text.formatted("7000"))).isEqualTo("\"since 1000, for 30 s so far\"");
    assertThat(run(text.formatted("1000"))).isEqualTo("\"\"");
  }

  @Test
  void a_value_is_overdue_after_ten_of_its_steps_and_a_minute() throws IOException {
    assertThat(run("[109000, 111000].map(now => isOverdue({t: [0, 5000, 10000]}, now - 40000))"))
        .isEqualTo("[false,true]");
    assertThat(run("[9, 11].map(n => isOverdue({t: [0, 30000, 60000]}, 60000 + n * 30000))"))
        .isEqualTo("[false,true]");
  }

  @Test
  void one_series_is_alerting_and_several_are() throws IOException {
    assertThat(run("[null, 0, 1, 2].map(firingText)"))
        .isEqualTo(
            "[\"reading alerts\",\"no series is alerting\",\"1 series is alerting\","
                + "\"2 series are alerting\"]");
  }

  @Test
  void incidents_are_counted_by_state() throws IOException {
    assertThat(run("[countText(0, 0), countText(2, 0), countText(0, 3)]"))
        .isEqualTo("[\"none open\",\"2 open\",\"none open, 3 resolved\"]");
  }

  @Test
  void the_reason_of_an_alert_follows_the_time_whose_value_it_names() throws IOException {
    assertThat(run("alertText({id: 'x', since: 7, reason: '40 is above 12'}, ms => ms + ' ms')"))
        .isEqualTo("\"at 7 ms: 40 is above 12\"");
  }

  @Test
  void a_muted_series_says_by_which_entry() throws IOException {
    assertThat(run("[muteText({mutedBy: 'patch'}), muteText({})]"))
        .isEqualTo("[\"alerts muted by the calendar entry 'patch'\",\"\"]");
  }

  private static String run(String expression) throws IOException {
    try (Context context = Context.enter()) {
      context.setLanguageVersion(Context.VERSION_ECMASCRIPT);
      ScriptableObject scope = context.initStandardObjects();
      context.evaluateString(scope, source("series.js"), "series.js", 1, null);
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
