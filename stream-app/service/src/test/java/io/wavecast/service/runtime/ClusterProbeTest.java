package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClusterProbeTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicBoolean away = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ClusterProbe probe =
      new ClusterProbe("broker-1:9092", this::answer, () -> closed.set(true), nanos::get);

  @Test
  void a_long_outage_is_reported_until_the_cluster_answers() {
    away.set(true);
    askAfter(ClusterProbe.TOLERATED.minusSeconds(1));
    assertThat(probe.problem()).as("a broker that restarts").isEmpty();

    askAfter(Duration.ofSeconds(5));
    assertThat(probe.problem()).contains("at broker-1:9092 has not answered for 19 s");

    away.set(false);
    askAfter(Duration.ofSeconds(5));
    assertThat(probe.problem()).isEmpty();
  }

  @Test
  void closing_the_probe_closes_its_client() {
    probe.close();

    assertThat(closed).isTrue();
  }

  private void askAfter(Duration time) {
    nanos.addAndGet(time.toNanos());
    probe.ask();
  }

  private boolean answer() throws TimeoutException {
    if (away.get()) {
      throw new TimeoutException("nobody is there");
    }
    return true;
  }
}
