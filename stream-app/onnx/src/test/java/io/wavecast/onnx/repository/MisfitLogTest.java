package io.wavecast.onnx.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.ModelRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MisfitLogTest {
  private static final ModelRef ONE = new ModelRef("one", "1");
  private static final ModelRef TWO = new ModelRef("two", "1");

  private final List<String> lines = new ArrayList<>();
  private Duration now = Duration.ofDays(-1);
  private final MisfitLog log = new MisfitLog(lines::add, () -> now.toNanos());

  @Test
  void a_model_has_one_line_a_minute_which_counts_the_series_in_between() {
    log.tell(ONE, TWO, "a");
    log.tell(ONE, TWO, "b");
    log.tell(ONE, TWO, "c");
    log.tell(TWO, TWO, "a");
    assertThat(lines).hasSize(2);

    now = now.plusSeconds(60);
    log.tell(ONE, TWO, "a");
    assertThat(lines).as("a series is reported once").hasSize(2);
    log.tell(ONE, TWO, "d");

    assertThat(lines).hasSize(3).last().asString().contains("series d (and 2 series before it)");
  }

  @Test
  void it_remembers_a_bounded_number_of_series() {
    for (int i = 0; i < 20_000; i++) {
      now = now.plusSeconds(60);
      log.tell(ONE, TWO, "s" + i);
    }

    assertThat(lines).hasSize(10_000);
  }
}
