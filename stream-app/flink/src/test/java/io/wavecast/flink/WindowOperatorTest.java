package io.wavecast.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wavecast.core.forecast.ObservationInput;
import io.wavecast.core.forecast.deviation.Profile;
import io.wavecast.core.forecast.window.SeriesState;
import io.wavecast.core.forecast.window.SeriesStep;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.flink.Message.Read;
import io.wavecast.flink.models.FakeModels;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // close() of a harness may be interrupted
class WindowOperatorTest {
  private static final int MAX_PARALLELISM = 16;
  private static final JobSettings WATCHING_SILENCE =
      new JobSettings(
          Given.SETTINGS.stream(),
          Given.SETTINGS.windows(),
          Profile.LIGHT,
          List.of("all * stale-after=2m"),
          Given.SETTINGS.level());

  @Test
  void a_whole_window_waits_until_the_batch_is_full() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      for (int series = 0; series < 7; series++) {
        process(harness, "series-" + series, 0, 49 + 9);
      }
      assertThat(Given.forecasts(harness.extractOutputValues()))
          .hasSize(7 * 48)
          .allMatch(Forecast::warmup);

      process(harness, "the 64th that waits", 0, 50);

      assertThat(Given.forecasts(harness.extractOutputValues()))
          .hasSize(8 * 48 + 64)
          .filteredOn(f -> !f.warmup())
          .hasSize(64);
    }
  }

  @Test
  void what_waits_goes_out_when_the_linger_is_over() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      harness.setProcessingTime(1000);
      process(harness, "a", 0, 52);
      assertThat(Given.forecasts(harness.extractOutputValues())).hasSize(48);

      harness.setProcessingTime(1000 + Given.SETTINGS.stream().linger().toMillis() - 1);
      assertThat(Given.forecasts(harness.extractOutputValues())).hasSize(48);

      harness.setProcessingTime(1000 + Given.SETTINGS.stream().linger().toMillis());
      assertThat(Given.forecasts(harness.extractOutputValues())).hasSize(51);
    }
  }

  @Test
  void series_that_fall_silent_alert_once() throws Exception {
    try (var harness = harness(WATCHING_SILENCE, 1, 0)) {
      harness.open();
      harness.setProcessingTime(0);
      process(harness, "a", 0, 1);
      process(harness, "b", 0, 2);
      harness.processWatermarkStatus(WatermarkStatus.IDLE);

      pass(harness, 0, 150);

      assertThat(alerts(harness))
          .extracting(Event::series, Event::eventTime)
          .containsExactly(tuple("a", 120_000L));
    }
  }

  @Test
  void behind_a_backlog_a_series_is_not_silent() throws Exception {
    try (var harness = harness(WATCHING_SILENCE, 1, 0)) {
      harness.open();
      harness.setProcessingTime(0);
      process(harness, "a", 0, 1);
      process(harness, "b", 0, 2);

      pass(harness, 0, 600);
      assertThat(alerts(harness)).as("nothing is known of how far it is").isEmpty();

      harness.processWatermark(119_999);
      pass(harness, 600, 610);
      assertThat(alerts(harness)).isEmpty();

      harness.processWatermark(179_999);
      pass(harness, 610, 620);
      assertThat(alerts(harness)).extracting(Event::series).containsExactly("a");

      harness.processWatermark(Long.MAX_VALUE);
      pass(harness, 620, 630);
      assertThat(alerts(harness)).extracting(Event::series).containsExactly("a", "b");
    }
  }

  private static void pass(
      KeyedOneInputStreamOperatorTestHarness<String, Read, Message> harness, int from, int to)
      throws Exception {
    for (int second = from + 10; second <= to; second += 10) {
      harness.setProcessingTime(second * 1000L);
    }
  }

  private static List<Event> alerts(
      KeyedOneInputStreamOperatorTestHarness<String, Read, Message> harness) {
    return harness.extractOutputValues().stream()
        .filter(m -> m.record().topic().equals(Given.TOPICS.alerts()))
        .map(Given::event)
        .toList();
  }

  @Test
  void forecasts_go_out_before_the_barrier_and_none_waits_in_a_checkpoint() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var harness = harness(1, 0)) {
      harness.open();
      process(harness, "a", 0, 55);

      harness.prepareSnapshotPreBarrier(1);
      checkpoint = harness.snapshot(1, 1);

      assertThat(Given.origins(harness.extractOutputValues()).get("a"))
          .containsExactlyElementsOf(minutes(1, 55));
    }
    try (var harness = harness(1, 0)) {
      harness.initializeState(checkpoint);
      harness.open();
      harness.setProcessingTime(1_000_000);
      assertThat(harness.extractOutputValues()).isEmpty();
      process(harness, "a", 55, 60);
      harness.endInput();

      assertThat(Given.origins(harness.extractOutputValues()).get("a"))
          .containsExactlyElementsOf(minutes(55, 60));
    }
  }

  @Test
  void marks_of_a_state_that_was_written_while_observations_waited_are_found_again()
      throws Exception {
    OperatorSubtaskState checkpoint;
    try (var harness = harness(1, 0)) {
      harness.open();
      operator(harness).store().put("a", waiting(55).toBytes());
      checkpoint = harness.snapshot(1, 1); // as no checkpoint of this operator would be taken
    }
    try (var harness = harness(1, 0)) {
      harness.initializeState(checkpoint);
      harness.open();

      harness.setProcessingTime(1_000_000);

      assertThat(Given.origins(harness.extractOutputValues()).get("a"))
          .containsExactlyElementsOf(minutes(49, 55));
    }
  }

  @Test
  void the_state_is_the_bytes_that_core_owns() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      operator(harness).store().put("a", waiting(55).toBytes());
      List<String> series = new ArrayList<>();
      List<SeriesState> states = new ArrayList<>();

      operator(harness)
          .store()
          .forEach(
              (key, state) -> {
                series.add(key);
                states.add(SeriesState.of(state));
              });

      assertThat(series).containsExactly("a");
      assertThat(states.get(0).pending()).isEqualTo(6);
      assertThat(states.get(0).requests("a").get(5).window()[49]).isEqualTo(54f);
    }
  }

  @Test
  void a_state_is_not_stored_before_its_forecasts_are_made() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      process(harness, "a", 0, 55);
      assertThat(operator(harness).store().get("a")).isNull();

      harness.prepareSnapshotPreBarrier(1);

      SeriesState state = SeriesState.of(operator(harness).store().get("a"));
      assertThat(state.pending()).isZero();
      assertThat(
              accept(state, new Observation("a", 55 * 60_000L, 55))
                  .requests("a")
                  .get(0)
                  .window()[48])
          .isEqualTo(54f);
    }
  }

  private static WindowOperator operator(
      KeyedOneInputStreamOperatorTestHarness<String, Read, Message> harness) {
    return (WindowOperator) harness.getOperator();
  }

  /**
   * A state of which the whole windows wait, as an engine stores that can't batch before it
   * commits.
   */
  private static SeriesState waiting(int observations) {
    SeriesState state = SeriesState.EMPTY;
    for (int t = 0; t < observations; t++) {
      state = accept(state, new Observation("a", t * 60_000L, t));
    }
    return state;
  }

  private static SeriesState accept(SeriesState state, Observation observation) {
    SeriesStep step = new SeriesStep(WindowSettings.DEFAULT, 0.9, Metrics.NONE);
    return step.accept(state, observation, step.classify(state, observation)).state();
  }

  @Test
  void a_checkpoint_of_one_subtask_goes_on_in_three() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var harness = harness(1, 0)) {
      harness.open();
      for (Message message : Given.observations(30, 55)) {
        harness.processElement(read(message), 0);
      }
      harness.prepareSnapshotPreBarrier(1);
      checkpoint = harness.snapshot(1, 1);
    }
    List<Message> events = new ArrayList<>();
    List<Integer> found = new ArrayList<>();
    for (int subtask = 0; subtask < 3; subtask++) {
      OperatorSubtaskState part =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              checkpoint, MAX_PARALLELISM, 1, 3, subtask);
      try (var harness = harness(3, subtask)) {
        harness.initializeState(part);
        harness.open();
        List<String> mine = new ArrayList<>();
        ((WindowOperator) harness.getOperator()).store().forEach((key, state) -> mine.add(key));
        found.add(mine.size());
        for (String series : mine) {
          process(harness, series, 55, 60);
        }
        harness.endInput();
        events.addAll(harness.extractOutputValues());
      }
    }

    assertThat(found).allMatch(n -> n > 0).satisfies(n -> assertThat(sum(n)).isEqualTo(30));
    assertThat(Given.origins(events))
        .hasSize(30)
        .allSatisfy((s, got) -> assertThat(got).containsExactlyElementsOf(minutes(55, 60)));
  }

  private static int sum(List<? extends Integer> numbers) {
    return numbers.stream().mapToInt(n -> n).sum();
  }

  private static List<Long> minutes(int from, int to) {
    return LongStream.range(from, to).boxed().toList();
  }

  private static void process(
      KeyedOneInputStreamOperatorTestHarness<String, Read, Message> harness,
      String series,
      int from,
      int to)
      throws Exception {
    for (int minute = from; minute < to; minute++) {
      harness.processElement(read(Given.observation(series, minute, minute)), 0);
    }
  }

  private static Read read(Message message) {
    return Read.of(
        new ObservationInput(Given.SETTINGS.stream().format()).parse(message.record()), null);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Read, Message> harness(
      int parallelism, int subtask) throws Exception {
    return harness(Given.SETTINGS, parallelism, subtask);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Read, Message> harness(
      JobSettings settings, int parallelism, int subtask) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new WindowOperator(settings, FakeModels.MEAN),
            Read::series,
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            subtask);
    harness.setup(
        Message.TYPE.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    return harness;
  }
}
