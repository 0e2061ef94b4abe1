package io.wavecast.core.forecast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarText;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.alert.RuleTrial;
import io.wavecast.core.text.LabelPattern;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleTrialTest extends ForecastPipelineFixture {
  private static final Duration EXPIRY = Duration.ofMinutes(20);
  private static final List<String> SLOW = List.of("slow * min-breaches=3 window=5 cool-down=30s");
  private static final List<String> LIMIT = List.of("limit a limit-above=125", "rest *");
  private static final List<String> OUTSIDE =
      List.of("out * outside=1+5+10 score=off min-breaches=3 window=5 recover-after=2");
  private static final List<String> STALE =
      List.of("stale * stale-after=3m warning=100 critical=100");
  private static final String WORKS = "works b start=1970-01-01T00:40 duration=5m effect=mute";

  private static final Calendar CALENDAR =
      new Calendar(List.of(CalendarText.read(WORKS, ZoneOffset.UTC)));

  @Test
  void a_trial_finds_what_the_stream_emits_with_its_rules() {
    List<Event> emitted = stream(SLOW);
    assertThat(trial(emitted, LIMIT)).isNotEmpty().isEqualTo(alerts(stream(LIMIT)));
    assertThat(trial(stream(LIMIT), SLOW)).isNotEmpty().isEqualTo(alerts(emitted));
    assertThat(trial(emitted, OUTSIDE)).isNotEmpty().isEqualTo(alerts(stream(OUTSIDE)));
    assertThat(trial(emitted, STALE)).as("of silence").hasSize(3).isEqualTo(alerts(stream(STALE)));
  }

  private static final Set<Cause.Code> SILENCE = Set.of(Cause.Code.STALE, Cause.Code.RESUMED);

  private static List<Alert> trial(List<Event> emitted, List<String> rules) {
    List<Event> found = new ArrayList<>();
    RuleTrial trial =
        new RuleTrial(
            settings(rules),
            EXPIRY,
            CALENDAR,
            (alert, deviation) -> {
              assertThat(deviation.series()).isEqualTo(alert.series());
              boolean isSilent = SILENCE.contains(alert.cause().code());
              assertThat(isSilent || deviation.timestamp() >= alert.since()).isTrue();
              found.add(alert);
            });
    emitted.forEach(event -> trial.add(event, Map.of()));
    trial.end();
    return alerts(found);
  }

  /** Two series of noise with faults, maintenance and a silence after which they are forgotten. */
  private List<Event> stream(List<String> rules) {
    events.clear();
    states.map.clear();
    ForecastSpec usual = spec(8);
    RecordedPipeline engine =
        recorded(
            new ForecastSpec(
                usual.stream(),
                usual.windows().withExpireAfter(EXPIRY),
                settings(rules),
                usual.level(),
                usual.season(),
                LabelPattern.NONE,
                CALENDAR));
    Random random = new Random(3);
    for (int t = 0; t < 3000; t++) {
      boolean isFault = (t > 1500 && t < 1520) || (t > 2500 && t < 2510) || t >= 2990;
      for (String series : List.of("a", "b")) {
        double y = 100 + random.nextGaussian() + (isFault ? 40 : 0);
        engine.process(new Observation(series, 1000L * t, y));
      }
    }
    for (int t = 5000; t < 5010; t++) {
      engine.process(new Observation("a", 1000L * t, 100));
    }
    engine.finish();
    return List.copyOf(events);
  }

  private static AlertSettings settings(List<String> rules) {
    return new AlertSettings(rules.stream().map(RuleText::read).toList());
  }

  private static List<Alert> alerts(List<Event> events) {
    return events.stream()
        .filter(Alert.class::isInstance)
        .map(alert -> ((Alert) alert).withReason("without notes of the calendar"))
        .sorted(Comparator.comparing(Alert::series).thenComparing(Alert::since))
        .toList();
  }
}
