package io.wavecast.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.IncidentCodec;
import io.wavecast.schemas.incident.IncidentTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IncidentPipelineTest {
  private static final long SEED = 20261126;
  private static final long NOW = 1_800_000_000_000L;
  private static final IncidentSpec SPEC =
      new IncidentSpec(IncidentTopics.withPrefix("t."), FaultSimulation.WINDOW, 1 << 20);

  /** What a record of the changelog may hold, less its key and the frame of a record. */
  private static final int MAX_STATE = SPEC.maxRecordBytes() - 200;

  private final InMemoryStore store = new InMemoryStore();
  private final List<OutputRecord> out = new ArrayList<>();
  private long nanos;
  private Pipeline<AlertChange> pipeline = start();

  private Pipeline<AlertChange> start() {
    return start(SPEC);
  }

  private Pipeline<AlertChange> start(IncidentSpec spec) {
    Pipeline<AlertChange> started =
        spec.create(NoModel.NONE, new PipelineContext(store, out::add, Metrics.NONE, () -> nanos));
    started.recover();
    return started;
  }

  private void tick(long now, long watermark) {
    pipeline.ticks().forEach(tick -> tick.action().run(now, watermark));
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
    pipeline.flush();
  }

  private List<Incident> incidents() {
    return out.stream()
        .map(record -> IncidentCodec.read(Objects.requireNonNull(record.value())))
        .toList();
  }

  @Test
  void a_live_alert_is_joined_within_three_seconds() {
    AlertLog log = new AlertLog();
    tick(NOW, Long.MIN_VALUE);
    pipeline.accept(log.change("a", NOW - 500, State.WARNING));
    assertThat(pipeline.pending()).isEqualTo(1);
    pass(Duration.ofMillis(1500));
    assertThat(out).isEmpty();

    pass(Duration.ofMillis(1000));

    assertThat(incidents()).extracting(Incident::first).containsExactly("a");
    assertThat(pipeline.pending()).isZero();
  }

  @Test
  void live_alerts_that_arrive_out_of_order_are_joined_in_order() {
    AlertLog log = new AlertLog();
    tick(NOW, Long.MIN_VALUE);
    pipeline.accept(log.change("late", NOW + 100, State.WARNING));
    nanos += Duration.ofSeconds(1).toNanos();
    pipeline.accept(log.change("early", NOW + 50, State.WARNING));
    pass(Duration.ofSeconds(2));

    assertThat(incidents()).extracting(Incident::first).containsExactly("early", "early");
  }

  @Test
  void an_alert_of_a_backlog_waits_until_every_partition_has_been_read_past_it() {
    AlertLog log = new AlertLog();
    tick(NOW, Long.MIN_VALUE);
    long old = NOW - Duration.ofHours(1).toMillis();
    pipeline.accept(log.change("a", old, State.WARNING));
    pass(Duration.ofMinutes(1));
    tick(NOW, old + 1);
    assertThat(out).isEmpty();
    assertThat(pipeline.pending()).as("nothing waits for the clock").isZero();

    tick(NOW, old + HeldChanges.SLACK.toMillis() + 1);

    assertThat(incidents()).hasSize(1);
  }

  @Test
  void an_alert_that_comes_too_late_is_joined_at_once() {
    AlertLog log = new AlertLog();
    tick(NOW, Long.MIN_VALUE);
    pipeline.accept(log.change("a", NOW, State.WARNING));
    pass(Duration.ofSeconds(3));

    pipeline.accept(log.change("b", NOW - 10, State.WARNING));

    assertThat(incidents()).extracting(Incident::members).containsExactly(1, 2);
    assertThat(incidents().get(1).since()).isEqualTo(NOW - 10);
  }

  @Test
  void what_came_too_late_before_a_crash_comes_too_late_after_it() {
    AlertLog log = new AlertLog();
    tick(NOW, Long.MIN_VALUE);
    pipeline.accept(log.change("a", NOW, State.WARNING));
    pass(Duration.ofSeconds(3));
    pipeline.save();
    pipeline = start();

    pipeline.accept(log.change("b", NOW - 10, State.WARNING));

    assertThat(incidents()).extracting(Incident::members).containsExactly(1, 2);
  }

  @Test
  void partitions_read_at_any_pace_and_crashes_anywhere_give_the_same_bytes() {
    FaultSimulation simulation = new FaultSimulation(SEED);
    simulation.faults(2, 2);
    simulation.join();
    List<String> expected =
        simulation.events.stream().map(i -> text(IncidentCodec.write(i))).toList();

    // room for all alerts of a partition that is read much faster than another
    IncidentSpec large = new IncidentSpec(SPEC.topics(), SPEC.window(), 4 * SPEC.maxRecordBytes());
    pipeline = start(large);
    Random random = new Random(SEED);
    List<List<AlertChange>> partitions = new ArrayList<>();
    for (int p = 0; p < 4; p++) {
      int partition = p;
      partitions.add(
          simulation.changes().stream()
              .filter(c -> Math.floorMod(c.series().hashCode(), 4) == partition)
              .toList());
    }
    int[] read = new int[4];
    while (true) {
      int p = random.nextInt(4);
      int until = Math.min(partitions.get(p).size(), read[p] + 1 + random.nextInt(40));
      partitions.get(p).subList(read[p], until).forEach(pipeline::accept);
      read[p] = until;
      pipeline.flush();
      if (random.nextInt(10) == 0) {
        pipeline.save();
        pipeline = start(large);
      }
      List<Integer> unread =
          List.of(0, 1, 2, 3).stream().filter(i -> read[i] < partitions.get(i).size()).toList();
      if (unread.isEmpty()) {
        break;
      }
      tick(
          NOW,
          unread.stream()
              .map(i -> read[i] == 0 ? 0 : partitions.get(i).get(read[i] - 1).time())
              .min(Comparator.naturalOrder())
              .orElseThrow());
    }
    tick(NOW, NOW);

    assertThat(out.stream().map(r -> text(r.value())).toList())
        .as("seed %d", SEED)
        .hasSizeGreaterThan(300)
        .isEqualTo(expected);
  }

  @Test
  void the_state_fits_into_a_record_whatever_happens() {
    int most = 0;
    AlertLog log = new AlertLog();
    String padding = "\u20ac".repeat(400);
    tick(NOW, Long.MIN_VALUE);
    for (int i = 0; i < 6000; i++) {
      // every few alerts begin another incident, none ends, and every label value is another one
      long time = NOW + i / 3 * 45_000L + i % 3;
      String label = padding + i;
      pipeline.accept(log.change(i + padding + padding, time, State.WARNING, "a", label));
      if (i % 3000 > 2000) {
        continue; // a while without the clock: alerts are held
      }
      if (i % 10 == 0) {
        pass(Duration.ofSeconds(3));
        pipeline.save();
        most = Math.max(most, stored());
      }
    }
    pipeline.save();
    pipeline = start();
    pipeline.save();

    assertThat(Math.max(most, stored())).isBetween(SPEC.maxRecordBytes() / 2, MAX_STATE);
    assertThat(incidents())
        .extracting(Incident::reason)
        .anyMatch(reason -> reason.startsWith("given up, the open incidents are too large"));
  }

  private int stored() {
    List<byte[]> states = new ArrayList<>();
    store.forEach((key, bytes) -> states.add(bytes));
    assertThat(states).hasSize(1);
    return states.get(0).length;
  }

  @Test
  void a_change_is_the_same_after_the_hop_between_tasks() {
    AlertChange change = new AlertLog().change("a", 7, State.WARNING, "zone", "b");
    byte[] value = AlertCodec.write(Objects.requireNonNull(change.alert()));
    AlertInput input = new AlertInput();
    RawRecord record = new RawRecord("a".getBytes(StandardCharsets.UTF_8), value, 9, "t", 0, 0);
    RawRecord removed = new RawRecord("a".getBytes(StandardCharsets.UTF_8), null, 9, "t", 0, 0);

    assertThat(input.parse(record)).isEqualTo(change);
    assertThat(input.decode("all", input.encode(change, record))).isEqualTo(change);
    AlertChange gone = new AlertChange("a", 9, null);
    assertThat(input.parse(removed)).isEqualTo(gone);
    assertThat(input.decode("all", input.encode(gone, removed))).isEqualTo(gone);
  }

  private static String text(byte[] json) {
    return new String(Objects.requireNonNull(json), StandardCharsets.UTF_8);
  }
}
