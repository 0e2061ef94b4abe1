package io.wavecast.flink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.contract.ChoraleContract;
import io.wavecast.core.music.FakeComposer;
import io.wavecast.flink.kafka.PartsJob.Part;
import io.wavecast.schemas.ChoraleEvent;
import io.wavecast.schemas.Forecast;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Savepoints that are restored by a job with other parts.
 *
 * <p>{@code -Dsavepoint.keep=DIR} copies one of the whole job to a folder: what a release adds to
 * src/test/resources/savepoints.
 */
class SavepointTest {
  private static final Set<Part> FORECASTS = EnumSet.noneOf(Part.class);
  private static final Set<Part> ALL = EnumSet.allOf(Part.class);

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
    PartsJob job = new PartsJob(broker, "parts.", dir.resolve("parts"));
    job.observe(0, 60);
    job.start(FORECASTS, Map.of());
    job.awaitForecasts(60);
    String forecastsOnly = job.stop();

    job.observe(60, 80);
    job.sketch("drawing", 2000);
    job.requestChorale();
    job.start(ALL, Map.of("execution.state-recovery.path", forecastsOnly));
    job.awaitForecasts(80);
    assertThat(job.labels(1)).containsExactly(2000L);
    assertThat(job.notes(true)).isEqualTo(whole());
    String all = job.stop();

    assertThatThrownBy(
            () -> job.start(FORECASTS, Map.of("execution.state-recovery.path", all)).get())
        .rootCause()
        .hasMessageContaining("because the operator is not available in the new program");

    job.observe(80, 100);
    job.start(
        FORECASTS,
        Map.of(
            "execution.state-recovery.path",
            all,
            "execution.state-recovery.ignore-unclaimed-state",
            "true"));
    job.awaitForecasts(100);
    String without = job.stop();

    job.observe(100, 120);
    job.sketch("drawing", 1000);
    job.start(ALL, Map.of("execution.state-recovery.path", without));
    job.awaitForecasts(120);
    assertThat(job.labels(2))
        .as("it begins where its consumer group stopped, with empty states")
        .containsExactly(2000L, 1000L);
    assertThat(job.notes(true)).isEqualTo(whole());
    job.stop();
    assertOneForecastAnObservation(job, 1, 120);
  }

  @Test
  void a_savepoint_of_the_whole_job_holds_a_piece_that_is_being_composed() throws Exception {
    PartsJob job = golden();
    job.start(ALL, Map.of());
    job.awaitForecasts(60);
    assertThat(job.labels(1)).containsExactly(2000L);
    job.requestChorale();
    job.awaitNotes();
    String savepoint = job.stop();
    int told = job.notes(false).size();
    keep(Path.of(URI.create(savepoint)));

    assertThat(told).isLessThan(whole().size());
    job.start(ALL, Map.of("execution.state-recovery.path", savepoint));
    assertThat(job.notes(true)).isEqualTo(whole());
    job.stop();
  }

  /** With what was on the topics when the savepoint was taken. */
  private PartsJob golden() throws Exception {
    PartsJob job = new PartsJob(broker, "golden.", dir.resolve("golden"));
    job.observe(0, 60);
    job.sketch("drawing", 2000);
    return job;
  }

  private static List<ChoraleEvent> whole() {
    return ChoraleContract.alone(new FakeComposer(), PartsJob.REQUEST);
  }

  /** The mean of the last 50 values, which are the minutes. */
  private static void assertOneForecastAnObservation(PartsJob job, int from, int to) {
    Map<String, List<Forecast>> forecasts = job.forecasts(to - from);
    assertThat(forecasts).hasSize(PartsJob.SERIES);
    assertThat(forecasts.values())
        .allSatisfy(
            ofSeries -> {
              assertThat(ofSeries)
                  .extracting(f -> f.origin() / PartsJob.MINUTE)
                  .containsExactlyElementsOf(LongStream.range(from, to).boxed().toList());
              Forecast last = ofSeries.get(ofSeries.size() - 1);
              assertThat(last.warmup()).isFalse();
              assertThat(last.yhat()[0]).isCloseTo(to - 1 - 24.5f, within(1e-3f));
            });
  }

  private static void keep(Path savepoint) throws IOException {
    String place = System.getProperty("savepoint.keep");
    if (place != null) {
      Path to = Files.createDirectories(Path.of(place));
      try (Stream<Path> files = Files.list(savepoint)) {
        for (Path file : files.toList()) {
          Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
