package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.incident.IncidentSpec;
import io.wavecast.core.incident.RecordedIncidents;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.IncidentCodec;
import io.wavecast.schemas.incident.IncidentTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The guarantees of the incident pipeline on any engine: the same bytes, also after crashes. */
public abstract class IncidentContract {
  private static final long SEED = 20261126;
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final int ALERTS = 600;
  private static final List<State> CYCLE =
      List.of(State.OK, State.PENDING, State.WARNING, State.CRITICAL, State.RECOVERING);
  private static final IncidentSpec SPEC =
      new IncidentSpec(IncidentTopics.withPrefix("test."), Duration.ofSeconds(20), 1 << 20);

  /** Starts a stream without any state. */
  protected abstract StreamUnderTest.Restartable<OutputRecord> start(IncidentSpec spec);

  @Test
  void alerts_are_joined_as_by_the_local_engine() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(SPEC)) {
      assertSameAsLocal(stream, 0);
    }
  }

  @Test
  void crashes_anywhere_change_nothing() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(SPEC)) {
      assertSameAsLocal(stream, 0.05);
    }
  }

  private static void assertSameAsLocal(
      StreamUnderTest.Restartable<OutputRecord> stream, double restarts) {
    SplittableRandom random = new SplittableRandom(SEED);
    StreamUnderTest<OutputRecord> local = new LocalStream<>(SPEC, NoModel.NONE, event -> event);
    RecordedIncidents recorded = new RecordedIncidents(SPEC);
    Map<String, Alert> latest = new TreeMap<>();
    for (int i = 0; i < ALERTS; i++) {
      byte[] key = ("m" + random.nextInt(30)).getBytes(UTF_8);
      long time = 1000L + i * 500L;
      byte[] value = "{}".getBytes(UTF_8);
      if (random.nextInt(100) > 0) {
        Alert alert = next(new String(key, UTF_8), time, latest);
        recorded.add(alert);
        value = AlertCodec.write(alert);
      }
      stream.send(key, value, time);
      local.send(key, value, time);
      if (i % 20 == 0) {
        stream.advance(STEP);
        local.advance(STEP);
      }
      if (random.nextDouble() < restarts) {
        stream.restart();
      }
    }
    // shows every engine that time has gone on, and changes no incident
    Alert end = next("end", 1000L * ALERTS + 600_000, latest);
    stream.send("end".getBytes(UTF_8), AlertCodec.write(end), end.since());
    local.send("end".getBytes(UTF_8), AlertCodec.write(end), end.since());
    for (int i = 0; i < 60; i++) {
      stream.advance(STEP);
      local.advance(STEP);
    }

    assertThat(events(stream)).as("seed %d", SEED).hasSizeGreaterThan(100).isEqualTo(events(local));
    assertThat(recorded.incidents().stream().map(IncidentContract::text).toList())
        .as("a replay of the alerts")
        .isEqualTo(events(local));
    assertThat(stream.deadLetters()).as("seed %d", SEED).isNotEmpty();
    assertThat(stream.deadLetters().stream().map(d -> d.offset() + " " + d.reason()).toList())
        .isEqualTo(local.deadLetters().stream().map(d -> d.offset() + " " + d.reason()).toList());
  }

  private static Alert next(String series, long time, Map<String, Alert> latest) {
    Alert before = latest.get(series);
    State previous = before == null ? State.OK : before.state();
    State state = CYCLE.get((CYCLE.indexOf(previous) + 1) % CYCLE.size());
    Alert alert =
        new Alert(
                Alert.idOf(series, time, state),
                series,
                state,
                previous,
                time,
                previous == State.OK || before == null ? time : before.started(),
                1,
                Cause.NONE,
                "default",
                "reason")
            .withLabels(Map.of("zone", "z" + series.hashCode() % 3));
    latest.put(series, alert);
    return alert;
  }

  private static String text(Incident incident) {
    return incident.id() + " " + new String(IncidentCodec.write(incident), UTF_8);
  }

  private static List<String> events(StreamUnderTest<OutputRecord> stream) {
    return stream.events().stream()
        .map(
            event ->
                new String(Objects.requireNonNull(event.key()), UTF_8)
                    + " "
                    + new String(Objects.requireNonNull(event.value()), UTF_8))
        .toList();
  }
}
