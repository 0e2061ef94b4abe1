package io.wavecast.service.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.SecuredBroker;
import io.wavecast.broker.SecuredBroker.Mechanism;
import io.wavecast.config.Host;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
import io.wavecast.kafka.acl.Acl;
import io.wavecast.kafka.acl.Program;
import io.wavecast.service.cli.Cli;
import io.wavecast.testkit.kafka.CommittedRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** One user's commands on a secured broker, with a configuration file that holds its secrets. */
final class SecuredFixture {
  static final Duration PATIENCE = Duration.ofMinutes(2);
  static final String PRINCIPAL = "User:" + SecuredBroker.USER;

  private final SecuredBroker broker;
  private final Path dir;
  private final Path file;

  /**
   * @param dir empty, for files
   * @param id application id, and prefix of the topics
   */
  SecuredFixture(SecuredBroker broker, Path dir, Mechanism mechanism, String id, String... settings)
      throws IOException {
    this(broker, dir, Map.of(), mechanism, id, settings);
  }

  /**
   * @param kafka properties that replace those of the mechanism; an empty one removes it
   */
  SecuredFixture(
      SecuredBroker broker,
      Path dir,
      Map<String, String> kafka,
      Mechanism mechanism,
      String id,
      String... settings)
      throws IOException {
    this.broker = broker;
    this.dir = Files.createDirectories(dir);
    List<String> lines = new ArrayList<>();
    lines.add("bootstrap.servers: " + broker.bootstrapServers(mechanism));
    lines.add("application.id: " + id);
    lines.add("topics.prefix: " + id + ".");
    lines.add("topics.partitions: 1");
    lines.add("engine.threads: 1");
    lines.add("http.port: 0");
    lines.add("data.dir: " + dir.resolve("data"));
    lines.addAll(List.of(settings));
    lines.add("kafka:");
    Map<String, String> client = new TreeMap<>(broker.client(mechanism));
    client.putAll(kafka);
    client.values().removeIf(String::isEmpty);
    client.forEach((name, value) -> lines.add("  %s: '%s'".formatted(name, value)));
    file = Files.write(dir.resolve("wavecast.yaml"), lines);
  }

  List<Acl> acls(Program program) {
    Settings settings = Settings.load(Host.SERVICE, Map.of(), Map.of(), Optional.of(file));
    return program.acls(settings, settings.get(TopicKeys.CREATE).name().equals("AUTO"));
  }

  /** Permits exactly some rights. */
  void permit(List<Acl> acls) throws Exception {
    broker.permit(acls.stream().map(acl -> acl.binding(PRINCIPAL)).toList());
  }

  void permit(Program program) throws Exception {
    permit(acls(program));
  }

  /** The configuration file. */
  Path file() {
    return file;
  }

  /** All rights of a program but one. */
  List<Acl> without(Program program, Acl missing) {
    return acls(program).stream().filter(acl -> !acl.equals(missing)).toList();
  }

  Cli run(String... args) {
    return Cli.run(configured(args));
  }

  String[] configured(String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.add("--config");
    all.add(file.toString());
    return all.toArray(String[]::new);
  }

  /** A file with three observations of series {@code a}. */
  Path observations() throws IOException {
    return Files.writeString(dir.resolve("a.csv"), "timestamp,value\n60,1\n120,2\n180,3\n");
  }

  Settings settings() {
    return Settings.load(Host.SERVICE, Map.of(), Map.of(), Optional.of(file));
  }

  /** Creates the topics as the super user, internal ones not. */
  void createTopics() {
    Cli create =
        Cli.run(
            "topics",
            "create",
            "--bootstrap-servers",
            broker.bootstrapServers(),
            "--topics-prefix",
            settings().get(TopicKeys.PREFIX),
            "--topics-partitions",
            "1",
            "--sketches-enabled",
            "true",
            "--chorales-enabled",
            "true");
    assertThat(create.code()).as(create.err()).isZero();
  }

  /** Runs serve until a condition holds or it ends by itself. */
  Cli serve(Predicate<Cli> enough) throws InterruptedException {
    Cli serve = new Cli();
    Thread serving = serve.start(configured("serve"));
    try {
      await().atMost(PATIENCE).until(() -> enough.test(serve) || !serving.isAlive());
    } finally {
      serving.interrupt();
      serving.join();
    }
    return serve;
  }

  /** The number of committed records on a topic, given without prefix. */
  long count(String topic) {
    String name = settings().get(TopicKeys.PREFIX) + topic;
    return CommittedRecords.byKey(broker.bootstrapServers(), name).values().stream()
        .mapToLong(List::size)
        .sum();
  }
}
