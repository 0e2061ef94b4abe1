package io.wavecast.core.forecast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarText;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Observation;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an alert says that is raised when its mute ends: the window is from 2,400 to 2,700 s. */
class MutedBeginTest extends ForecastPipelineFixture {
  @Test
  void an_alert_at_the_end_of_a_mute_says_that_it_began_during_it() {
    Alert alert = firstAlert("mute", 2500);

    assertThat(alert.since()).isEqualTo(2_700_000);
    assertThat(alert.reason())
        .startsWith("has been high since 00:41 UTC, now 180")
        .endsWith("; it began while 'works' muted alerts");
  }

  @Test
  void where_nothing_was_learned_either_it_may_have_begun_during_it() {
    Alert alert = firstAlert("both", 2500);

    assertThat(alert.since()).isEqualTo(2_700_000);
    assertThat(alert.reason())
        .endsWith("; it may have begun while 'works' muted alerts, of which nothing was learned");
  }

  @Test
  void an_alert_that_began_later_or_was_not_muted_says_nothing_of_it() {
    assertThat(firstAlert("mute", 2750).reason()).doesNotContain("muted alerts");
    assertThat(firstAlert("both", 2750).reason()).doesNotContain("muted alerts");
    assertThat(firstAlert("do-not-learn", 2500).reason()).doesNotContain("muted alerts");
  }

  /** The first alert of noise around 100 with a fault, whose values are higher by 80. */
  private Alert firstAlert(String effect, int faultAt) {
    events.clear();
    String works = "works a start=1970-01-01T00:40 duration=5m effect=" + effect;
    RecordedPipeline pipeline =
        recorded(
            spec(8).withCalendars(new Calendar(List.of(CalendarText.read(works, ZoneOffset.UTC)))));
    Random random = new Random(3);
    for (int t = 0; t < 2900; t++) {
      double y = 100 + random.nextGaussian() + (t >= faultAt ? 80 : 0);
      pipeline.process(new Observation("a", 1000L * t, y));
    }
    pipeline.finish();
    return events.stream()
        .filter(Alert.class::isInstance)
        .map(Alert.class::cast)
        .filter(alert -> alert.since() >= 2_400_000)
        .filter(alert -> alert.state() != Alert.State.PENDING)
        .findFirst()
        .orElseThrow();
  }
}
