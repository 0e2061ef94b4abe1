package io.wavecast.service.runtime;

import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.onnx.support.DaemonThreads;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.topics.Growth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks periodically for topics that were deleted, which nobody but an administrator creates again,
 * and whether an input topic has got more partitions than the states of its pipeline: Kafka Streams
 * does not read the new ones, and fails when it notices. Thread-safe.
 */
final class TopicsCheck implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Logger LOG = LoggerFactory.getLogger(TopicsCheck.class);

  private final Supplier<List<String>> question;
  private final Runnable end;
  private final ScheduledExecutorService scheduler = DaemonThreads.scheduler("topics-check");
  private volatile List<String> problems = List.of();

  /**
   * @param question the reasons why pipelines cannot run
   * @param end releases the resources of the question
   */
  TopicsCheck(Supplier<List<String>> question, Runnable end) {
    this.question = question;
    this.end = end;
  }

  static TopicsCheck start(ServiceConfig config) {
    Lazy<TopicAdmin> admin = new Lazy<>(() -> new TopicAdmin(config.kafka().asMap(), PATIENCE));
    TopicsCheck check =
        new TopicsCheck(
            () -> problems(config.settings(), admin.get()), () -> admin.close(TopicAdmin::close));
    long period = PERIOD.toMillis();
    var unused =
        check.scheduler.scheduleWithFixedDelay(check::look, period, period, TimeUnit.MILLISECONDS);
    return check;
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
  void look() {
    try {
      List<String> now = question.get();
      if (!now.isEmpty() && problems.isEmpty()) {
        LOG.error("{}", String.join("; ", now));
      }
      problems = now;
    } catch (RuntimeException e) {
      LOG.debug("topics cannot be looked at: {}", Throwables.oneLine(e));
    }
  }

  /** Why topics cannot be used; empty while they can. */
  Optional<String> problem() {
    List<String> now = problems;
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
  void requireNone(FailureException e) {
    look();
    problem()
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
    end.run();
  }
}
