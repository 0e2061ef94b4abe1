package io.wavecast.service.explain;

import static io.wavecast.service.explain.ExplainFixture.deviation;
import static io.wavecast.service.explain.ExplainFixture.explanation;
import static io.wavecast.service.explain.ExplainFixture.feed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarText;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.schemas.calendar.AppliedEntries;
import io.wavecast.service.console.Timeline;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which series have a picture. */
class ExplanationTest {
  @Test
  void a_series_that_alerts_is_drawn_however_many_came_before_it() {
    Explanation explained = explanation(2);
    for (int i = 0; i < Explanation.MAX_SERIES; i++) {
      feed(explained, "calm" + i, 0, 0);
    }
    feed(explained, "late", 1, 0, 0, 1.5, 0.5);
    feed(explained, "calm0", 5, 0);

    assertThat(explained.timelines())
        .hasSize(Explanation.MAX_SERIES)
        .containsKeys("late", "calm1")
        .doesNotContainKey("calm0");
    assertThat(new String(ReportPage.of(explained), UTF_8))
        .contains("501 series", ", the 2 with the most alerts are drawn")
        .contains("\"series\":\"late\",\"t\":[180000,240000]", "\"series\":\"calm1\"")
        .doesNotContain("\"series\":\"calm10\"");
  }

  @Test
  void none_that_has_alerted_makes_room() {
    Timelines timelines = new Timelines(2);
    Timeline first = timelines.of("a");
    assertThat(timelines.alerted("a")).isSameAs(first);
    assertThat(timelines.of("b")).isNotNull();
    assertThat(timelines.of("c")).isNull();

    assertThat(timelines.alerted("c")).isNotNull();
    assertThat(timelines.alerted("d")).isNull();

    assertThat(timelines.all()).containsOnlyKeys("a", "c");
  }

  @Test
  void without_pictures_nothing_is_kept() {
    Explanation explained = explanation(0);
    feed(explained, "a", 0, 0, 1.5, 0.5);

    assertThat(explained.timelines()).isEmpty();
    assertThat(new String(ReportPage.of(explained), UTF_8)).contains("\"pictures\":[]");
  }

  @Test
  void a_holiday_and_a_pause_are_in_the_data_of_the_picture() {
    Calendar calendar =
        new Calendar(
            List.of(
                CalendarText.read(
                    "easter zone=a start=1970-01-01T00:01 duration=2m effect=like-sunday",
                    ZoneOffset.UTC)));
    Explanation explained =
        new Explanation(
            List.of(Candidate.inForce(AlertSettings.DEFAULT)), null, calendar, /* pictures= */ 1);
    for (int minute : new int[] {0, 1, 2, 3, 4, 5000}) {
      explained.add(deviation("s", minute, 0, AppliedEntries.NONE), Map.of("zone", "a"));
    }

    String page = new String(ReportPage.of(explained), UTF_8);
    assertThat(page.substring(page.indexOf("\"series\":\"s\"")))
        .contains("\"t\":[0,60000,120000,180000,240000,150120000,300000000],\"y\":[0.0,")
        .contains("0.0,null,0.0],\"yhat\"")
        .contains("\"days\":[{\"from\":60000,\"to\":180000,\"text\":\"easter: like Sunday\"}]");
  }
}
