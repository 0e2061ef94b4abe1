package io.wavecast.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpositionsTest {
  private static final String PROMETHEUS =
      "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2,*/*;q=0.1";

  private final AtomicInteger renderings = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "none | text/plain; version=0.0.4; charset=utf-8",
        "*/* | text/plain; version=0.0.4; charset=utf-8",
        "text/plain;version=0.0.4 | text/plain; version=0.0.4; charset=utf-8",
        PROMETHEUS + " | application/openmetrics-text; version=1.0.0; charset=utf-8"
      })
  void the_format_is_the_one_asked_for(String accept, String type) {
    Expositions expositions = new Expositions(rendered -> rendered, nanos::get);

    Exposition page = expositions.of(accept);

    assertThat(page).isEqualTo(new Exposition(type, type));
  }

  @Test
  void a_page_is_rendered_once_a_second_and_format() {
    Expositions expositions =
        new Expositions(type -> "" + renderings.incrementAndGet(), nanos::get);

    assertThat(expositions.of(null).content()).isEqualTo("1");
    nanos.addAndGet(Expositions.AGE.toNanos() - 1);
    assertThat(expositions.of(null).content()).isEqualTo("1");
    assertThat(expositions.of(PROMETHEUS).content()).isEqualTo("2");
    nanos.addAndGet(1);
    assertThat(expositions.of(null).content()).isEqualTo("3");
  }

  @Test
  void concurrent_scrapes_share_one_rendering() throws Exception {
    CountDownLatch asked = new CountDownLatch(8);
    CountDownLatch rendering = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Expositions expositions =
        new Expositions(
            type -> {
              rendering.countDown();
              awaitOn(released);
              return "" + renderings.incrementAndGet();
            },
            nanos::get);
    ExecutorService scrapers = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<Exposition>> pages = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        pages.add(
            CompletableFuture.supplyAsync(
                () -> {
                  asked.countDown();
                  return expositions.of(null);
                },
                scrapers));
      }
      rendering.await();
      asked.await();
      released.countDown();

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> pages.stream().allMatch(CompletableFuture::isDone));
      assertThat(pages).allSatisfy(page -> assertThat(page.join().content()).isEqualTo("1"));
      assertThat(renderings).hasValue(1);
    } finally {
      scrapers.shutdownNow();
    }
  }

  private static void awaitOn(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
