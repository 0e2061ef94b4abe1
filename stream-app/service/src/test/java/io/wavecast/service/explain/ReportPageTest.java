package io.wavecast.service.explain;

import static io.wavecast.service.explain.ExplainFixture.MINUTE;
import static io.wavecast.service.explain.ExplainFixture.deviation;
import static io.wavecast.service.explain.ExplainFixture.explanation;
import static io.wavecast.service.explain.ExplainFixture.feed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.calendar.AppliedEntries;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptableObject;

class ReportPageTest {
  private static final String PICTURE =
      """
      const picture = {t: [0, 1000, 2000, 3000], y: [1, 2, 3, 4], yhat: [], lower: [], upper: [],
        fans: [{origin: 1000, stepMs: 1000, yhat: [8, 9, 7], lower: [6, 7, 5], upper: [9, 9, 9]},
               {origin: 1500, stepMs: 1000, yhat: [0], lower: [0], upper: [0]}]};
      """;

  @Test
  void the_page_holds_everything_and_no_series_can_break_out_of_its_data() {
    Explanation explained = explanation("slow * window=2 min-breaches=2");
    String series = "</script><b>s";
    feed(explained, series, 0, 0, 1.5, 0.5);
    feed(explained, deviation(series, 3, 0, new AppliedEntries("works", "works")));

    String page = new String(ReportPage.of(explained), UTF_8);

    assertThat(page)
        .contains("1 series, 4 values", "u003c/script>", "uPlot", "makeChart", "timelineColumns")
        .contains("\"rules\":[\"in force\"]", "muted by works, not learned by works")
        .contains("\"fans\":[{\"origin\":0,\"stepMs\":" + MINUTE)
        .doesNotContain("{{", "</script><b>", "http://", "src=");
    assertThat(page.split("</script>", -1)).hasSize(3);
  }

  @Test
  void a_forecast_before_an_alert_is_drawn_where_it_meets_points() throws IOException {
    assertThat(run("timelineColumns(picture)"))
        .isEqualTo(
            "[[0,1,2,3],[1,2,3,4],[null,null,null,null],[null,null,null,null],[null,null,null,null],"
                + "[null,2,0,9],[null,2,0,7],[null,2,0,9],"
                + "[null,null,null,null],[null,null,null,null]]");
  }

  @Test
  void a_picture_is_zoomed_to_an_episode_and_what_is_around_it() throws IOException {
    assertThat(run("zoomTo(picture, 1000, 2000)")).isEqualTo("{\"min\":0,\"max\":3}");
    assertThat(run("zoomTo({t: Array(1000).fill(0).map((_, i) => 1000 * i)}, 500000, 600000)"))
        .isEqualTo("{\"min\":400,\"max\":700}");
  }

  @Test
  void the_y_axis_follows_values_and_shows_no_more_of_intervals_than_leaves_them_visible()
      throws IOException {
    String data =
        "[[0,1,2,3,4],[99,10,20,15,null],[-50,12,18,15,null],[-900,9,15,10,null],[900,14,40,30,null],"
            + "[null,null,null,26,null],[],[],[],[]]";
    String picture = "{t: [0,1000,2000,3000,4000], warmups: [{from: 0, to: 1000}]}";

    assertThat(run("timelineRange(" + picture + "," + data + ", 1, 4)"))
        .as("to the forecast beyond the interval, which is cut off, and a margin of 0.6")
        .isEqualTo("[8.4,25.6]");
    assertThat(run("timelineRange(" + picture + "," + data + ", 0, 4).map(Math.round)"))
        .as("the value of the warm-up counts, what was forecast then does not")
        .isEqualTo("[4,104]");
    assertThat(run("timelineRange(" + picture + "," + data + ", 4, 4)")).isEqualTo("[0,1]");
  }

  @Test
  void names_of_calendar_entries_do_not_overlap() throws IOException {
    String marks = "[{from:0,width:30},{from:10,width:30},{from:20,width:5},{from:30,width:5}]";

    assertThat(run("markRows(" + marks + ", 2)")).isEqualTo("[0,1,-1,0]");
  }

  private static String run(String expression) throws IOException {
    try (Context context = Context.enter()) {
      context.setLanguageVersion(Context.VERSION_ECMASCRIPT);
      ScriptableObject scope = context.initStandardObjects();
      String source = script("/console/series.js") + PICTURE;
      context.evaluateString(scope, source, "series.js", 1, null);
      return Context.toString(
          context.evaluateString(scope, "JSON.stringify(" + expression + ")", "test", 1, null));
    }
  }

  private static String script(String path) throws IOException {
    try (InputStream script =
        Objects.requireNonNull(ReportPageTest.class.getResourceAsStream(path))) {
      return new String(script.readAllBytes(), UTF_8);
    }
  }
}
