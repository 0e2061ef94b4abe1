package io.wavecast.flink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.chorales.contract.ChoraleContract;
import io.wavecast.chorales.contract.FakeComposer;
import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.chorales.event.ChoraleRequest.Mode;
import io.wavecast.chorales.event.Chord;
import io.wavecast.sketches.event.SketchLabel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Savepoints that are restored by a job with other parts. */
@Tag("slow")
class SavepointTest {
  private static final int SERIES = 5;
  private static final ChoraleRequest REQUEST =
      new ChoraleRequest("piece", List.of(new Chord(67, 62, 59, 43)), 16, Mode.SAMPLE, 1, 7);

  @TempDir Path dir;
  private TestBroker broker;

  @BeforeEach
  void startBroker() {
    broker = new TestBroker(dir.resolve("broker"));
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void a_part_can_be_added_left_out_and_added_again() throws Exception {
    JobTopics topics = new JobTopics(broker, "parts.");
    TestJob forecasts = new TestJob(topics, dir, TestJob.FORECASTS);
    TestJob all = forecasts.with(TestJob.ALL);
    List<ChoraleEvent> piece = ChoraleContract.alone(new FakeComposer(), REQUEST);

    topics.observe(SERIES, 0, 60);
    JobClient running = forecasts.start(2, Map.of());
    topics.awaitForecasts(SERIES * 59);
    String forecastsOnly = forecasts.stop(running);

    topics.observe(SERIES, 60, 80);
    topics.sketch("drawing", 2000);
    topics.request(REQUEST);
    running = all.start(2, Map.of(TestJob.FROM, forecastsOnly));
    topics.awaitForecasts(SERIES * 79);
    topics.awaitLabels(1);
    topics.awaitNotes(piece.size());
    String complete = all.stop(running);
    assertThat(topics.labels(1)).extracting(SketchLabel::timestamp).containsExactly(2000L);
    assertThat(topics.notes(1)).isEqualTo(piece);

    assertThatThrownBy(
            () -> forecasts.start(2, Map.of(TestJob.FROM, complete)).getJobExecutionResult().get())
        .rootCause()
        .hasMessageContaining("because the operator is not available in the new program");

    topics.observe(SERIES, 80, 100);
    running =
        forecasts.start(
            2,
            Map.of(
                TestJob.FROM, complete, "execution.state-recovery.ignore-unclaimed-state", "true"));
    topics.awaitForecasts(SERIES * 99);
    String without = forecasts.stop(running);

    topics.observe(SERIES, 100, 120);
    topics.sketch("drawing", 1000);
    running = all.start(2, Map.of(TestJob.FROM, without));
    topics.awaitForecasts(SERIES * 119);
    topics.awaitLabels(2);
    all.stop(running);
    assertThat(topics.labels(2))
        .as("it begins where its consumer group stopped, with empty states")
        .extracting(SketchLabel::timestamp)
        .containsExactly(2000L, 1000L);
    assertThat(topics.notes(1)).isEqualTo(piece);
    topics.assertForecasts(SERIES, LongStream.range(1, 120));
  }
}
