package io.wavecast.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.load.Kills;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An instance that stands still (SIGSTOP) for longer than its session and its transaction last, and
 * then goes on as if nothing had been: another one has its partitions, so nothing of what it still
 * holds may be committed. With {@code -Dwavecast.long} eight times, in turn.
 */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ZombieFaultTest {
  private static final int PAUSES = Kills.LONG ? 8 : 1;
  private static final String[] SHORT_TRANSACTIONS = {
    "--kafka=producer.transaction.timeout.ms=3000"
  };

  @TempDir Path dir;

  @Test
  void an_instance_that_stood_still_is_fenced_and_joins_again() throws Exception {
    try (ServedLoad served = new ServedLoad(dir)) {
      ServeProcess zombie = served.serve("a", SHORT_TRANSACTIONS);
      ServeProcess other = served.serve("b", SHORT_TRANSACTIONS);
      served.load().awaitFullWindows();
      for (int i = 0; i < PAUSES; i++) {
        ServedLoad.awaitShare(other);
        ServedLoad.awaitShare(zombie);
        zombie.pause();
        // others go on meanwhile, so that there are records which it did not see
        double without = served.load().awaitRounds(5) + served.load().awaitPresent();
        zombie.resume();
        double after = served.load().awaitPresent();
        ServedLoad.ready(zombie);
        System.out.printf(
            "zombie: its partitions taken over %.1f s after it stood still, all forecast %.1f s"
                + " after it went on%n",
            without, after);
        assertThat(without).as("it had partitions").isGreaterThan(4);
        ServeProcess next = other;
        other = zombie;
        zombie = next;
      }
      served.assertRecomputed("zombie");
    }
  }
}
