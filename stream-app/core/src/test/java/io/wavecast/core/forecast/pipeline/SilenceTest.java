package io.wavecast.core.forecast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.forecast.alert.AlertRule;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.alert.RuleTrial;
import io.wavecast.core.stream.PartitionWatermarks;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Series that are stale although no rule says when, in a stream whose clock is the test's. */
class SilenceTest extends ForecastPipelineFixture {
  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long CHECK = 10 * SECOND;

  private static final Map<String, Long> STEPS =
      Map.of("fast", 15 * SECOND, "a", MINUTE, "b", MINUTE, "slow", 5 * MINUTE, "hourly", HOUR);

  private ForecastPipeline engine = engine();
  private PartitionWatermarks watermarks =
      new PartitionWatermarks(PartitionWatermarks.IDLE_TIMEOUT, 0);
  private long now = 100 * DAY;

  /** A record that is read at a time. */
  private record Arrival(long at, long recordTime, Observation observation) {}

  @Test
  void a_series_that_misses_45_minutes_alerts_after_ten_until_it_returns() {
    long start = now;
    List<Arrival> arrivals = live(Map.of("a", MINUTE, "b", MINUTE), start, start + 4 * HOUR);
    arrivals.removeIf(
        each -> isOf(each, "a") && within(each, start + 2 * HOUR, start + 2 * HOUR + 45 * MINUTE));

    read(arrivals);

    long stale = start + 2 * HOUR - MINUTE + 10 * MINUTE;
    assertThat(stale()).containsExactly("a WARNING " + stale);
    assertThat(alerts()).extracting(Alert::state).contains(Alert.State.OK);
    List<Alert> live = alerts();
    events.clear();
    RecordedPipeline replay = recorded(spec(8));
    arrivals.forEach(each -> replay.process(each.observation));
    replay.finish();
    assertThat(alerts()).as("replay").isEqualTo(live);
    List<Alert> tried = new ArrayList<>();
    RuleTrial trial =
        new RuleTrial(AlertSettings.DEFAULT, null, Calendar.EMPTY, (alert, d) -> tried.add(alert));
    events.forEach(event -> trial.add(event, Map.of()));
    trial.end();
    assertThat(tried).as("the same rules, tried on what the replay emitted").isEqualTo(live);
  }

  @Test
  void a_series_that_ends_is_stale_in_the_stream_and_only_ended_in_a_recording() {
    List<Arrival> arrivals = live(Map.of("a", MINUTE, "b", MINUTE), now, now + 3 * HOUR);
    long end = now + 2 * HOUR;
    arrivals.removeIf(each -> isOf(each, "a") && each.at >= end);

    read(arrivals);

    assertThat(stale()).containsExactly("a WARNING " + (end + 9 * MINUTE));
    events.clear();
    RecordedPipeline replay = recorded(spec(8));
    arrivals.forEach(each -> replay.process(each.observation));
    replay.finish();
    assertThat(stale()).isEmpty();
  }

  @Test
  void an_hour_that_is_missing_in_hourly_data_is_no_alert() {
    List<Arrival> arrivals = live(STEPS, now, now + 80 * HOUR);
    long missing = now + 70 * HOUR;
    arrivals.removeIf(each -> isOf(each, "hourly") && each.at == missing);

    read(arrivals);

    assertThat(stale()).isEmpty();
  }

  @Test
  void a_series_without_a_steady_step_is_never_stale() {
    List<Arrival> arrivals = live(Map.of("b", MINUTE), now, now + 5 * HOUR);
    arrivals.addAll(live(Map.of("a", MINUTE), now, now + 3 * HOUR));
    arrivals.removeIf(each -> isOf(each, "a") && each.at / MINUTE % 7 % 3 == 1);

    read(arrivals);

    assertThat(stale()).isEmpty();
  }

  @Test
  void a_rule_can_switch_it_off() {
    engine = engine(spec(8, new AlertSettings(List.of(RuleText.read("r * stale-after=off")))));
    List<Arrival> arrivals = live(Map.of("b", MINUTE), now, now + 5 * HOUR);
    arrivals.addAll(live(Map.of("a", MINUTE), now, now + 3 * HOUR));

    read(arrivals);

    assertThat(stale()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "r * stale-after=10m"})
  void a_burst_of_37_minutes_raises_none(String rule) {
    engine = engine(spec(8, new AlertSettings(rule.isEmpty() ? List.of() : rules(rule))));
    long begins = now;
    List<Arrival> arrivals = live(Map.of("other", MINUTE), begins - HOUR, begins + HOUR);
    for (int s = 0; s < 30; s++) {
      for (long time = begins - 37 * MINUTE; time < begins; time += 15 * SECOND) {
        long at = begins + s * 3 * SECOND + (time - begins + 37 * MINUTE) / 1000;
        arrivals.add(new Arrival(at, at, new Observation("s" + s, time, time / SECOND % 2)));
      }
    }

    now -= HOUR;
    read(arrivals.stream().filter(each -> each.at < begins + 5 * MINUTE).toList());

    assertThat(stale()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void history_that_is_sent_series_by_series_raises_none(boolean ownTimes) {
    List<Arrival> arrivals = new ArrayList<>();
    long at = now;
    for (int s = 0; s < 12; s++) {
      long end = now - 2 * DAY + s * HOUR;
      for (long time = end - DAY; time < end; time += 5 * MINUTE) {
        at += 300;
        arrivals.add(
            new Arrival(
                at, ownTimes ? time : at, new Observation("s" + s, time, time / MINUTE % 2)));
      }
    }
    arrivals.addAll(live(Map.of("live", MINUTE), now, now + 6 * HOUR));

    read(arrivals);
    restart(HOUR);
    read(live(Map.of("live", MINUTE), now, now + 6 * HOUR));

    assertThat(stale()).isEmpty();
  }

  @Test
  void a_backlog_after_an_outage_raises_none_whatever_the_steps() {
    long start = now;
    read(live(STEPS, start, start + 3 * DAY));
    long down = now;
    List<Arrival> backlog = live(STEPS, down, down + 5 * HOUR);
    restart(5 * HOUR);
    List<Arrival> arrivals = new ArrayList<>();
    backlog.forEach(
        each ->
            arrivals.add(
                new Arrival(now + (each.at - down) / 30, each.recordTime, each.observation)));
    long caughtUp = now + 10 * MINUTE;
    live(STEPS, now, now + 3 * HOUR)
        .forEach(
            each ->
                arrivals.add(
                    new Arrival(Math.max(each.at, caughtUp), each.recordTime, each.observation)));

    read(arrivals);

    assertThat(stale()).isEmpty();
  }

  @Test
  void silence_that_a_rule_asks_for_is_noticed_across_an_outage() {
    engine = engine(spec(8, new AlertSettings(rules("r * stale-after=10m"))));
    read(live(Map.of("a", MINUTE, "b", MINUTE), now, now + 2 * HOUR));
    long down = now;
    engine.save();

    restart(HOUR);
    read(live(Map.of("b", MINUTE), now, now + HOUR));

    assertThat(stale()).contains("a WARNING " + (down + 10 * MINUTE));
  }

  private static List<AlertRule> rules(String line) {
    return List.of(RuleText.read(line));
  }

  /** The service is down for a time. */
  private void restart(long down) {
    engine.flush();
    engine.save();
    now += down;
    engine.recover();
    watermarks = new PartitionWatermarks(PartitionWatermarks.IDLE_TIMEOUT, now);
  }

  /** Values of series that are read as they come. */
  private static List<Arrival> live(Map<String, Long> steps, long from, long to) {
    List<Arrival> arrivals = new ArrayList<>();
    steps.forEach(
        (series, step) -> {
          for (long time = from; time < to; time += step) {
            arrivals.add(new Arrival(time, time, new Observation(series, time, time / step % 2)));
          }
        });
    return arrivals;
  }

  /** Reads records at their times, with a check every ten seconds, and some minutes more. */
  private void read(List<Arrival> arrivals) {
    long end = now;
    for (Arrival each : arrivals.stream().sorted(Comparator.comparingLong(Arrival::at)).toList()) {
      while (now + CHECK <= each.at) {
        check();
      }
      watermarks.onRecord(0, each.recordTime);
      engine.process(each.observation);
      end = each.at;
    }
    while (now < end) {
      check();
    }
  }

  private void check() {
    now += CHECK;
    engine.flush();
    engine.ticks().forEach(tick -> tick.action().run(now, watermarks.watermark(now)));
  }

  private static boolean isOf(Arrival arrival, String series) {
    return arrival.observation.series().equals(series);
  }

  private static boolean within(Arrival arrival, long from, long to) {
    return arrival.at >= from && arrival.at < to;
  }

  private List<Alert> alerts() {
    return events.stream().filter(Alert.class::isInstance).map(Alert.class::cast).toList();
  }

  private List<String> stale() {
    return alerts().stream()
        .filter(alert -> alert.state() == Alert.State.WARNING)
        .filter(alert -> alert.cause().code() == Cause.Code.STALE)
        .map(alert -> alert.series() + " WARNING " + alert.since())
        .toList();
  }
}
