package io.wavecast.service.runtime;

import io.wavecast.config.KafkaConfig;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.Admins;
import io.wavecast.onnx.support.DaemonThreads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes the cluster periodically, because Kafka's clients retry for ever without reporting it.
 * Thread-safe.
 */
final class ClusterProbe implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** Shorter outages are tolerated, e.g. a broker restart. */
  static final Duration TOLERATED = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(ClusterProbe.class);

  private final String servers;
  private final Callable<?> question;
  private final Runnable end;
  private final LongSupplier nanoClock;
  private final ScheduledExecutorService scheduler = DaemonThreads.scheduler("cluster-probe");
  private volatile long answered;

  /** Whether the log says that the cluster does not answer. Of the probe's thread. */
  private boolean reported;

  /**
   * @param servers the cluster's addresses, for messages
   * @param question returns when the cluster has answered, throws when it does not
   * @param end releases the resources of the question
   * @param nanoClock time, ns
   */
  ClusterProbe(String servers, Callable<?> question, Runnable end, LongSupplier nanoClock) {
    this.servers = servers;
    this.question = question;
    this.end = end;
    this.nanoClock = nanoClock;
    this.answered = nanoClock.getAsLong();
  }

  /** Starts to probe a cluster that has just answered. */
  static ClusterProbe start(KafkaConfig kafka) {
    Lazy<Admin> admin = new Lazy<>(() -> Admins.open(kafka.asMap(), PATIENCE));
    ClusterProbe probe =
        new ClusterProbe(
            kafka.bootstrapServers(),
            () -> admin.get().describeCluster().clusterId().get(),
            () -> admin.close(open -> open.close(Duration.ofSeconds(1))),
            System::nanoTime);
    long period = PERIOD.toMillis();
    var unused =
        probe.scheduler.scheduleWithFixedDelay(probe::ask, period, period, TimeUnit.MILLISECONDS);
    return probe;
  }

  /** Probes once. */
  void ask() {
    try {
      question.call();
      if (reported) {
        LOG.info("the cluster at {} answers again", servers);
        reported = false;
      }
      answered = nanoClock.getAsLong();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.debug("no answer from the cluster at {}", servers, e);
      if (!reported && problem().isPresent()) {
        LOG.warn("the cluster {}: {}", problem().get(), Throwables.oneLine(e));
        reported = true;
      }
    }
  }

  /** Why the cluster is unusable; empty while it answers. */
  Optional<String> problem() {
    Duration since = Duration.ofNanos(nanoClock.getAsLong() - answered);
    return since.compareTo(TOLERATED) < 0
        ? Optional.empty()
        : Optional.of("at %s has not answered for %d s".formatted(servers, since.toSeconds()));
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    end.run();
  }
}
