package io.wavecast.testkit.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.testkit.metrics.Scrape.Sample;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScrapeTest {
  private static final String TEXT =
      """
      # HELP a_total A.
      # TYPE a_total counter
      a_total{x="1",y="say \\"hi\\", {you}"} 2.0
      a_total{x="2",} 3 1700000000000
      b_bucket{le="0.5"} 1
      b_bucket{le="1.0E-4"} 0
      b_bucket{le="+Inf"} 1
      c NaN
      """;

  @Test
  void samples_have_name_labels_and_value() {
    Scrape scrape = Scrape.of(TEXT);

    assertThat(scrape.named("a_total"))
        .containsExactly(
            new Sample("a_total", Map.of("x", "1", "y", "say \\\"hi\\\", {you}"), 2),
            new Sample("a_total", Map.of("x", "2"), 3));
    assertThat(scrape.sum("a_total")).isEqualTo(5);
    assertThat(scrape.sum("absent")).isZero();
  }

  @Test
  void bounds_ascend_and_end_before_infinity() {
    assertThat(Scrape.of(TEXT).bounds("b")).containsExactly(1e-4, 0.5);
  }

  @Test
  void a_line_that_is_no_sample_is_rejected() {
    assertThatThrownBy(() -> Scrape.of("<html>"))
        .hasMessage("line of a scrape must be a sample, got: <html>");
  }
}
