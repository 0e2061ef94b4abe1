package io.wavecast.broker.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
  private static final ScheduledExecutorService UNUSED =
      Executors.newSingleThreadScheduledExecutor(); // starts no thread before its first task

  private static final LiveSource FAILING =
      t -> {
        throw new IllegalStateException("no such device");
      };

  private final AtomicLong clock = new AtomicLong();
  private final List<Observation> sent = new ArrayList<>();
  private final List<RuntimeException> failures = new ArrayList<>();

  @Test
  void values_are_sent_once_per_interval_with_times_on_its_grid() {
    LiveFeed feed = feed(List.of(t -> Map.of("a", (double) t)));

    for (long now : new long[] {1000, 1090, 1210, 1399, 1400, 2050}) {
      clock.set(now);
      feed.tick();
    }

    assertThat(sent)
        .containsExactly(
            new Observation("a", 1000, 1000),
            new Observation("a", 1200, 1200),
            new Observation("a", 1400, 1400),
            new Observation("a", 2000, 2000));
  }

  @Test
  void what_is_looked_at_each_second_has_no_values_between() {
    LiveFeed feed = feed(List.of(LiveFeed.eachSecond(t -> Map.of("a", (double) t))));

    for (long now : new long[] {1000, 1200, 1999, 2050, 3210}) {
      clock.set(now);
      feed.tick();
    }

    assertThat(sent)
        .containsExactly(new Observation("a", 1000, 1000), new Observation("a", 2000, 2000));
  }

  @Test
  void a_failing_source_does_not_affect_the_others() {
    LiveFeed feed = feed(List.of(FAILING, t -> Map.of("a", 1.0)));

    clock.set(200);
    feed.tick();

    assertThat(sent).containsExactly(new Observation("a", 200, 1));
  }

  @Test
  void a_failure_is_reported_once_while_it_lasts() {
    LiveFeed feed = feed(List.of(FAILING, t -> Map.of("a", 1.0)));

    for (int i = 1; i <= 3; i++) {
      clock.set(200 * i);
      feed.tick();
    }

    assertThat(failures)
        .singleElement()
        .extracting(Exception::getMessage)
        .isEqualTo("no such device");
  }

  @Test
  void this_machine_and_this_process_have_metrics() {
    HostSource host = new HostSource(System::nanoTime);
    JvmSource jvm = new JvmSource(System::nanoTime);
    host.sample(0);
    jvm.sample(0);

    Map<String, Double> machine = host.sample(200);

    assertThat(machine.get("host.cpu")).isBetween(0.0, 100.0);
    assertThat(machine.get("host.memory")).isBetween(0.1, 100.0);
    assertThat(jvm.sample(200)).containsKeys("jvm.heap", "jvm.gc", "jvm.threads");
  }

  @Test
  void a_rate_needs_two_readings_of_a_growing_counter() {
    Rate rate = new Rate();

    assertThat(rate.next(100, 0)).isEmpty();
    assertThat(rate.next(150, 500_000_000L)).hasValue(100);
    assertThat(rate.next(10, 1_000_000_000L)).isEmpty();
    assertThat(rate.next(10, 2_000_000_000L)).hasValue(0);
  }

  private LiveFeed feed(List<LiveSource> sources) {
    return new LiveFeed(
        sources, Duration.ofMillis(200), clock::get, sent::add, failures::add, UNUSED);
  }
}
