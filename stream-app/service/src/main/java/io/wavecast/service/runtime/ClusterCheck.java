package io.wavecast.service.runtime;

import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.acl.Program;
import io.wavecast.kafka.topics.NoAnswerException;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.onnx.support.DaemonThreads;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.topics.Growth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the cluster periodically for its topics, because Kafka's clients retry for ever without
 * reporting it. Finds topics that were deleted, which nobody but an administrator creates again,
 * and inputs that have got more partitions than the states of their pipeline: Kafka Streams does
 * not read the new ones, and fails when it notices. Its client is opened by the first question.
 * Thread-safe.
 */
public final class ClusterCheck implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(8);

  /** Shorter outages are tolerated, e.g. a broker restart. */
  static final Duration TOLERATED = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(ClusterCheck.class);

  private final String servers;
  private final Supplier<TopicAdmin> open;
  private final Function<TopicAdmin, List<String>> question;
  private final LongSupplier nanoClock;
  private final ScheduledExecutorService scheduler = DaemonThreads.scheduler("cluster-check");
  private volatile long answered;
  private volatile List<String> topics = List.of();
  private @Nullable TopicAdmin admin;
  private boolean reported;

  /**
   * @param servers the cluster's addresses, for messages
   * @param open opens a client
   * @param question finds what is wrong with topics
   * @param nanoClock time, ns
   */
  ClusterCheck(
      String servers,
      Supplier<TopicAdmin> open,
      Function<TopicAdmin, List<String>> question,
      LongSupplier nanoClock) {
    this.servers = servers;
    this.open = open;
    this.question = question;
    this.nanoClock = nanoClock;
    this.answered = nanoClock.getAsLong();
  }

  /** Starts to ask a cluster that has just answered. */
  static ClusterCheck start(ServiceConfig config) {
    return start(config, admin -> problems(config.settings(), admin));
  }

  /** As {@link #start}, for a process that reads what others write. */
  static ClusterCheck ofConsole(ServiceConfig config) {
    return start(config, admin -> absent(config, admin));
  }

  private static ClusterCheck start(
      ServiceConfig config, Function<TopicAdmin, List<String>> question) {
    ClusterCheck check =
        new ClusterCheck(
            config.kafka().bootstrapServers(),
            () -> new TopicAdmin(config.kafka().asMap(), PATIENCE),
            question,
            System::nanoTime);
    long period = PERIOD.toMillis();
    var unused =
        check.scheduler.scheduleWithFixedDelay(check::look, period, period, TimeUnit.MILLISECONDS);
    return check;
  }

  /**
   * Requires the rights of a program that reads the events, and their topics.
   *
   * @throws NoAnswerException when the cluster does not answer
   * @throws FailureException when a right is missing, or a topic is absent
   */
  public static void requireEvents(Program program, ServiceConfig config) {
    try (TopicAdmin admin = new TopicAdmin(config.kafka().asMap(), FIRST_ANSWER)) {
      admin
          .require(program, program.acls(config.settings(), false))
          .forEach(missing -> LOG.warn("not permitted: {}: {}", missing, missing.use()));
      List<String> absent = absent(config, admin);
      if (!absent.isEmpty()) {
        throw new FailureException(String.join("; ", absent));
      }
    }
  }

  /** A line for each topic that is absent and without which the console shows no series. */
  static List<String> absent(ServiceConfig config, TopicAdmin admin) {
    Topics topics = config.topics();
    List<String> names = List.of(topics.forecasts(), topics.deviations(), topics.alerts());
    Set<String> present = admin.partitions(names).keySet();
    return names.stream()
        .filter(name -> !present.contains(name))
        .map(
            ("topic '%s' does not exist: what 'serve' or a Flink job with the same topics.prefix"
                    + " and topics.names creates is read here")
                ::formatted)
        .toList();
  }

  private static List<String> problems(Settings settings, TopicAdmin admin) {
    List<String> names = TopicSpec.of(settings).stream().map(TopicSpec::name).toList();
    Set<String> present = admin.partitions(names).keySet();
    List<String> problems = new ArrayList<>();
    for (String name : names) {
      if (!present.contains(name)) {
        problems.add(
            "topic '%s' was deleted: create it again with 'wavecast topics create'"
                .formatted(name));
      }
    }
    problems.addAll(Growth.problems(settings, admin));
    return problems;
  }

  /** Looks once. */
  synchronized void look() {
    try {
      TopicAdmin client = admin == null ? open.get() : admin;
      admin = client;
      List<String> now = question.apply(client);
      if (!now.isEmpty() && topics.isEmpty()) {
        LOG.error("{}", String.join("; ", now));
      }
      topics = now;
      answered();
    } catch (NoAnswerException e) {
      LOG.debug("no answer from the cluster at {}", servers, e);
      if (!reported && silence().isPresent()) {
        LOG.warn("the cluster {}: {}", silence().get(), Throwables.oneLine(e));
        reported = true;
      }
    } catch (RuntimeException e) {
      LOG.debug("topics cannot be looked at: {}", Throwables.oneLine(e));
      answered();
    }
  }

  private void answered() {
    if (reported) {
      LOG.info("the cluster at {} answers again", servers);
      reported = false;
    }
    answered = nanoClock.getAsLong();
  }

  /** Why the cluster is unusable; empty while it answers. */
  Optional<String> silence() {
    Duration since = Duration.ofNanos(nanoClock.getAsLong() - answered);
    return since.compareTo(TOLERATED) < 0
        ? Optional.empty()
        : Optional.of("at %s has not answered for %d s".formatted(servers, since.toSeconds()));
  }

  /** Why topics cannot be used; empty while they can. */
  Optional<String> topics() {
    List<String> now = topics;
    return now.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", now));
  }

  /**
   * Looks once more, and requires that there is no problem and that no topic that is read was
   * deleted: offsets in a new topic begin at 0, so a stream that has read the old one must not go
   * on.
   *
   * @param e a failure that the topics may have caused
   * @throws FailureException with the procedure
   */
  void requireTopics(FailureException e) {
    look();
    topics()
        .ifPresent(
            line -> {
              throw new FailureException(line, e);
            });
    if (Throwables.root(e) instanceof MissingSourceTopicException) {
      throw new FailureException(
          "a topic that is read was deleted, and what it held is gone: start the service again,"
              + " which reads the topic in its place (docs/RUNBOOK.md)",
          e);
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    synchronized (this) {
      if (admin != null) {
        admin.close();
      }
    }
  }
}
