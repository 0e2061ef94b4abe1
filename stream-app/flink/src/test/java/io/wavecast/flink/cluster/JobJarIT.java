package io.wavecast.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.chorales.event.ChoraleRequest.Mode;
import io.wavecast.chorales.event.Chord;
import io.wavecast.flink.cluster.FlinkClient.Ended;
import io.wavecast.flink.kafka.JobTopics;
import io.wavecast.flink.kafka.TestBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job jar through Flink's own command line, on a JobManager and a TaskManager that have Flink's
 * jars and nothing of the job's: run, stopped with a savepoint, run again with another parallelism.
 */
@Tag("slow")
class JobJarIT {
  private static final String JAR = "target/job/wavecast-flink-job.jar";
  private static final int SERIES = 20;

  @TempDir Path dir;

  @Test
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  void the_job_jar_runs_stops_with_a_savepoint_and_resumes() throws Exception {
    try (TestBroker broker = new TestBroker(dir.resolve("broker"));
        TestCluster cluster = new TestCluster(dir.resolve("flink"), 3, FlinkClient.classPath())) {
      FlinkClient flink = new FlinkClient(dir.resolve("conf"), cluster.restPort());
      JobTopics topics = new JobTopics(broker, "jar.");
      topics.observe(SERIES, 0, 60);
      topics.sketch("d", 1000);
      topics.request(
          new ChoraleRequest("c", List.of(new Chord(67, 62, 59, 43)), 4, Mode.SAMPLE, 1, 1));

      String job = submitted(flink.run(run(broker, List.of("-p", "2"))), cluster);
      topics.awaitForecasts(SERIES * 59);
      topics.labels(1);
      topics.notes(1);
      String savepoint =
          found(
              "Path: (\\S+)",
              flink.run("stop", "--savepointPath", dir.resolve("savepoints").toString(), job));
      topics.observe(SERIES, 60, 90);
      submitted(flink.run(run(broker, List.of("-p", "3", "-s", savepoint))), cluster);

      topics.assertForecasts(SERIES, LongStream.range(1, 90));
      assertThat(topics.labels(1)).hasSize(1);
      assertThat(topics.notes(1)).hasSize(17);
    }
  }

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void what_is_wrong_is_one_line_before_the_job_is_submitted() throws Exception {
    try (TestBroker broker = new TestBroker(dir.resolve("broker"))) {
      FlinkClient flink = new FlinkClient(dir.resolve("conf"), 1);

      Ended ended =
          flink.run(
              "run",
              "-d",
              JAR,
              "--bootstrap-servers",
              broker.bootstrapServers(),
              "--topics-create",
              "never");

      assertThat(ended.exit()).isNotZero();
      assertThat(ended.said())
          .contains(
              "wavecast: topic 'wavecast.observations' does not exist, and topics.create is never:"
                  + " correct its name, or create the topics with 'wavecast topics create' and the same"
                  + " settings");
    }
  }

  private String[] run(TestBroker broker, List<String> options) {
    List<String> args = new ArrayList<>(List.of("run", "-d"));
    args.addAll(options);
    args.addAll(
        List.of(
            JAR,
            "--bootstrap-servers",
            broker.bootstrapServers(),
            "--topics-prefix",
            "jar.",
            "--checkpoint-dir",
            dir.resolve("checkpoints").toString(),
            "--sketches-enabled",
            "true",
            "--chorales-enabled",
            "true"));
    return args.toArray(String[]::new);
  }

  private static String submitted(Ended ended, TestCluster cluster) {
    assertThat(ended.exit()).as("%s%n%s", ended.said(), cluster.logs()).isZero();
    return found("submitted with JobID ([0-9a-f]{32})", ended);
  }

  private static String found(String pattern, Ended ended) {
    Matcher matcher = Pattern.compile(pattern).matcher(ended.said());
    assertThat(matcher.find()).as(ended.said()).isTrue();
    return matcher.group(1);
  }
}
