package io.wavecast.flink.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.flink.kafka.JobTopics;
import io.wavecast.flink.kafka.OnBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code wavecast flink run} is stopped or killed and resumes, each time in a new process. */
@Tag("slow")
class ResumeTest extends OnBroker {
  private static final int SERIES = 5;

  @Test
  void it_resumes_from_the_newest_savepoint_or_checkpoint() throws Exception {
    JobTopics topics = observed("on.");
    assertThat(stopAfterFirstHour(topics, "on."))
        .hasSize(2)
        .element(1)
        .asString()
        .startsWith("wavecast: stopped, with savepoint file:" + checkpoints("on."));
    topics.observe(SERIES, 60, 70);
    try (LauncherProcess second = run("on.")) {
      topics.awaitForecasts(SERIES * 69);
      await().atMost(60, SECONDS).until(() -> kinds("on.").equals(List.of("chk")));
      second.kill().exit();

      assertThat(second.said())
          .singleElement()
          .asString()
          .matches("wavecast: running, from file:.*/savepoint-[^ ]*, Ctrl-C stops");
    }
    topics.observe(SERIES, 70, 80);
    try (LauncherProcess third = run("on.")) {
      topics.assertForecasts(SERIES, LongStream.range(1, 80));
      third.stop().exit();

      assertThat(third.said().get(0))
          .matches("wavecast: running, from file:.*/chk-[0-9]+, Ctrl-C stops");
    }
    assertOneSavepoint("on.");
  }

  @Test
  void a_job_stopped_before_its_first_checkpoint_leaves_one_savepoint_for_itself_only()
      throws Exception {
    JobTopics topics = new JobTopics(broker, "own.");
    for (int start = 0; start < 2; start++) {
      topics.observe(SERIES, 10 * start, 10 * start + 10);
      try (LauncherProcess job =
          run("own.", "--checkpoint-interval", "7m", "--engine-guarantee", "at-least-once")) {
        topics.awaitForecasts(SERIES * (10 * start + 9));
        job.stop().exit();
        assertThat(job.said()).last().asString().contains("stopped, with savepoint ");
      }
    }
    assertOneSavepoint("own.");

    try (LauncherProcess other = run("own.", "--application-id", "other")) {
      assertThat(other.exit()).isEqualTo(1);
      assertThat(other.said())
          .singleElement()
          .asString()
          .matches(
              "wavecast: file:.*/savepoint-[^ ]* was written by a job with"
                  + " \\{application.id=own.job, forecasts=own.observations}; this job"
                  + " has \\{application.id=other, forecasts=own.observations}."
                  + " --restore none starts with empty state at the consumer group's offsets;"
                  + " another --data-dir or --checkpoint-dir separates their checkpoints");
    }
  }

  @Test
  void a_restart_with_empty_states_reads_no_observation_twice() throws Exception {
    JobTopics topics = observed("none.");
    stopAfterFirstHour(topics, "none.");
    topics.observe(SERIES, 60, 70);
    try (LauncherProcess second = run("none.", "--restore", "none")) {
      // the first observation of empty states has no forecast
      topics.assertForecasts(
          SERIES, LongStream.concat(LongStream.range(1, 60), LongStream.range(61, 70)));
      second.stop().exit();
      assertThat(second.said().get(0)).isEqualTo("wavecast: running, Ctrl-C stops");
    }
  }

  /** Topics with the observations of the first hour. */
  private static JobTopics observed(String prefix) throws Exception {
    JobTopics topics = new JobTopics(broker, prefix);
    topics.observe(SERIES, 0, 60);
    return topics;
  }

  /** Runs the job until these observations are forecast; returns its lines on standard error. */
  private static List<String> stopAfterFirstHour(JobTopics topics, String prefix) throws Exception {
    try (LauncherProcess job = run(prefix)) {
      topics.awaitForecasts(SERIES * 59);
      job.stop().exit();
      return job.said();
    }
  }

  private static void assertOneSavepoint(String prefix) throws IOException {
    assertThat(checkpoints(prefix)).isDirectoryNotContaining(file -> !Files.isDirectory(file));
    try (Stream<Path> jobs = Files.list(checkpoints(prefix))) {
      List<Path> all = jobs.toList();
      assertThat(all).hasSize(1);
      try (Stream<Path> places = Files.list(all.get(0))) {
        assertThat(places.map(file -> file.getFileName().toString().replaceFirst("-.*", "")))
            .containsExactlyInAnyOrder("savepoint", "wavecast");
      }
    }
  }

  private static LauncherProcess run(String prefix, String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of("flink", "run"));
    args.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
    args.addAll(List.of("--topics-prefix", prefix));
    if (!List.of(options).contains("--application-id")) {
      args.addAll(List.of("--application-id", prefix + "job"));
    }
    args.addAll(List.of("--data-dir", dir.resolve(prefix).toString()));
    args.addAll(List.of(options));
    LauncherProcess launched = LauncherProcess.start(dir, args.toArray(String[]::new));
    broker.watch(launched.ended());
    return launched;
  }

  private static Path checkpoints(String prefix) {
    return dir.resolve(prefix).resolve("flink/checkpoints");
  }

  /** The kinds of complete snapshots, each once: savepoint, chk. */
  private static List<String> kinds(String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(checkpoints(prefix))) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(file -> file.getParent().getFileName().toString().replaceFirst("-.*", ""))
          .distinct()
          .toList();
    }
  }
}
