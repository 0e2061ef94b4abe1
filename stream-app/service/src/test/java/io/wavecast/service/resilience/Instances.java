package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.FORECASTS;
import static io.wavecast.service.resilience.PipelineProcess.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerProcess;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.service.topics.GroupAdmin;
import io.wavecast.testkit.load.ArrivalGaps;
import io.wavecast.testkit.load.ForecastVerdict;
import io.wavecast.testkit.load.RoundLoad;
import io.wavecast.testkit.process.ChildJvm;
import io.wavecast.testkit.process.SharedClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Several instances of the pipeline of forecasts, each a process with its own state directory, on a
 * broker in a process, under load. Not thread-safe.
 */
final class Instances implements AutoCloseable {
  static final int PARTITIONS = 12;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Longer than a restart on a busy machine. */
  private static final Duration SESSION = Duration.ofSeconds(45);

  /** The default of batch.linger. */
  private static final String LINGER_MS = "20";

  private static final Duration ROUND = Duration.ofMillis(100);

  private final Path dir;
  private final int series;
  private final Map<String, String> properties;
  private final SharedClasses classes;
  private final BrokerProcess broker;
  private final RoundLoad load;
  private final ForecastVerdict verdict;
  private final ArrivalGaps gaps;
  private final Map<Integer, ChildJvm> running = new TreeMap<>();
  private final List<ChildJvm> ended = new ArrayList<>();

  /**
   * Starts the broker and the load.
   *
   * @param properties of Kafka Streams in every instance
   */
  Instances(Path dir, int series, Map<String, String> properties)
      throws InterruptedException, IOException {
    this.dir = dir;
    classes = new SharedClasses(dir.resolve("classes"));
    this.series = series;
    this.properties = new HashMap<>(Map.of("poll.ms", LINGER_MS));
    this.properties.putAll(properties);
    broker = BrokerProcess.start(dir.resolve("broker"));
    try (TopicAdmin admin =
        new TopicAdmin(Map.of("bootstrap.servers", servers()), Duration.ofMinutes(1))) {
      admin.ensure(
          TopicSpec.of(TOPICS, PARTITIONS, (short) 1, Optional.empty(), OptionalLong.empty()));
    }
    session(SESSION);
    gaps = new ArrivalGaps(servers(), TOPICS.forecasts());
    verdict = new ForecastVerdict(servers(), TOPICS.forecasts());
    load = new RoundLoad(servers(), ROUND, RoundLoad.observations(TOPICS.observations(), series));
  }

  String servers() {
    return broker.bootstrapServers();
  }

  /** Sets the session timeout, for the protocol 'classic' that of instances that start later. */
  final void session(Duration timeout) {
    properties.put("consumer.session.timeout.ms", Long.toString(timeout.toMillis()));
    try (GroupAdmin groups = new GroupAdmin(Map.of("bootstrap.servers", servers()), PATIENCE)) {
      assertThat(groups.configure(PipelineProcess.GROUP, GroupAdmin.configs(timeout, 0))).isEmpty();
    }
  }

  /** Starts an instance as a static member, with the state that an earlier one of it left. */
  void start(int instance) {
    start(instance, Map.of("consumer.group.instance.id", "instance-" + instance));
  }

  /** Starts an instance that leaves its group when it stops. */
  void startDynamic(int instance, String protocol) {
    start(instance, Map.of("group.protocol", protocol));
  }

  /** Requires that an instance, as a static member, may join now with this protocol. */
  void requireVacancy(int instance, String protocol) {
    Properties joining = new Properties();
    joining.putAll(
        Map.of(
            "application.id",
            PipelineProcess.GROUP,
            "bootstrap.servers",
            servers(),
            "group.protocol",
            protocol,
            "consumer.group.instance.id",
            "instance-" + instance));
    try (GroupAdmin groups = new GroupAdmin(Map.of("bootstrap.servers", servers()), PATIENCE)) {
      groups.awaitVacancy(joining, Duration.ZERO);
    }
  }

  private void start(int instance, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(properties);
    all.putAll(more);
    Path state = dir.resolve("state-" + instance);
    running.put(instance, FORECASTS.start(servers(), state, classes, all));
  }

  /** Commits, stops and waits for the end of the process. */
  void stop(int instance) {
    ChildJvm jvm = running.remove(instance);
    jvm.close();
    ended.add(jvm);
  }

  /** kill -9. */
  void kill(int instance) throws InterruptedException {
    ChildJvm jvm = running.remove(instance);
    jvm.kill();
    ended.add(jvm);
  }

  /** Waits until each running instance has this many tasks at least, and all are assigned. */
  void awaitTasks(int each) {
    await()
        .atMost(PATIENCE)
        .conditionEvaluationListener(
            condition -> {
              if (condition.getRemainingTimeInMS() < 1000) {
                System.out.println("tasks: " + tasks());
              }
            })
        .until(
            () ->
                tasks().values().stream().allMatch(n -> n >= each)
                    && tasks().values().stream().mapToInt(n -> n).sum() == PARTITIONS);
  }

  /** Waits until all series have a forecast for so many more rounds. */
  void awaitRounds(int rounds) {
    assertThat(verdict.readOn((long) rounds * series)).as("%s", tasks()).isTrue();
  }

  /** The longest time without a forecast of a series since the last call. */
  ArrivalGaps.Gap takeLongestGap() {
    return gaps.takeLongest();
  }

  /** The records that running and ended instances restored. */
  long restored() {
    List<ChildJvm> all = new ArrayList<>(ended);
    all.addAll(running.values());
    return all.stream()
        .flatMap(jvm -> jvm.output().stream())
        .filter(line -> line.startsWith(InstanceReport.RESTORED))
        .mapToLong(line -> Long.parseLong(line.substring(InstanceReport.RESTORED.length())))
        .sum();
  }

  /** Asserts that no stream thread failed: each change of the members is a usual one. */
  void assertNoFailure() {
    List<ChildJvm> all = new ArrayList<>(ended);
    all.addAll(running.values());
    assertThat(all.stream().flatMap(jvm -> jvm.output().stream()))
        .noneMatch(line -> line.contains("stream thread failed"));
  }

  /** Stops the load and asserts that every observation has one forecast. */
  void assertEachOnce(String description) throws InterruptedException {
    verdict.assertEachOnce(series, load.stop(), description);
  }

  private Map<Integer, Integer> tasks() {
    Map<Integer, Integer> tasks = new TreeMap<>();
    running.forEach(
        (instance, jvm) ->
            tasks.put(
                instance,
                jvm.output().stream()
                    .filter(line -> line.startsWith(InstanceReport.TASKS))
                    .mapToInt(
                        line -> Integer.parseInt(line.substring(InstanceReport.TASKS.length())))
                    .reduce(0, (before, now) -> now)));
    return tasks;
  }

  @Override
  public void close() {
    load.close();
    gaps.close();
    verdict.close();
    running.values().forEach(ChildJvm::close);
    broker.close();
  }
}
