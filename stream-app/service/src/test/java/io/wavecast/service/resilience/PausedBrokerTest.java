package io.wavecast.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerProcess;
import io.wavecast.testkit.load.Kills;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The only broker is paused (SIGSTOP), as on a machine that is suspended or has no CPU time. When
 * it resumes, all sessions are over: members of the group are removed, transactions are aborted,
 * and the controller may fence the broker, so that its partitions have no leader for a moment. With
 * {@code -Dwavecast.long} twenty pauses of 5 to 45 s, one of the {@link Kind}s after the other.
 */
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class PausedBrokerTest {
  private static final int PAUSES = Kills.LONG ? 20 : 1;

  /** Longer than the sessions of the broker, 9 s, and of the service, 6 s, and a transaction. */
  private static final long SHORT_MS = 15_000;

  @TempDir Path dir;

  private final SplittableRandom random = new SplittableRandom(Kills.SEED);

  /** What is paused. */
  private enum Kind {
    BROKER,
    /** Both at the same time; the broker resumes first. */
    BROKER_AND_SERVICE,
    /** The broker, and the service once the broker has resumed. */
    SERVICE_AFTER_BROKER,
    /** The broker, which runs for some milliseconds now and then. */
    BROKER_MOSTLY
  }

  @Test
  void a_paused_broker_loses_nothing() throws Exception {
    try (ServedLoad served = new ServedLoad(dir)) {
      ServeProcess serve = served.serve("a");
      served.load().awaitFullWindows();
      double longest = 0;
      for (int i = 0; i < PAUSES; i++) {
        Kind kind = Kind.values()[i % Kind.values().length];
        long millis = Kills.LONG ? random.nextLong(5_000, 45_000) : SHORT_MS;
        pause(kind, millis, served.broker(), serve);
        longest = Math.max(longest, served.load().awaitPresent());
        assertThat(serve.runsFor(random.nextLong(3_000))).as("runs on").isTrue();
      }
      System.out.printf(
          "paused broker: %d pauses, all forecast at most %.1f s after the last process resumed%n",
          PAUSES, longest);
      served.assertRecomputed("paused broker, seed " + Kills.SEED);
    }
  }

  private void pause(Kind kind, long millis, BrokerProcess broker, ServeProcess serve)
      throws InterruptedException {
    broker.pause();
    switch (kind) {
      case BROKER -> passes(millis);
      case BROKER_AND_SERVICE -> {
        serve.pause();
        passes(millis);
        broker.resume();
        passes(random.nextLong(3_000));
        serve.resume();
      }
      case SERVICE_AFTER_BROKER -> {
        passes(millis);
        broker.resume();
        passes(random.nextLong(500));
        serve.pause();
        passes(millis);
        serve.resume();
      }
      case BROKER_MOSTLY -> {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
          passes(random.nextLong(3_000));
          broker.resume();
          passes(random.nextLong(300));
          broker.pause();
        }
      }
    }
    broker.resume();
  }

  private static void passes(long millis) {
    Duration time = Duration.ofMillis(millis);
    await().pollDelay(time).atMost(time.plusMinutes(1)).until(() -> true);
  }
}
