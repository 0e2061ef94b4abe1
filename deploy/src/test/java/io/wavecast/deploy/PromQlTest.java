package io.wavecast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromQlTest {
  @Test
  void metrics_and_labels_are_distinguished_from_functions_and_keywords() {
    PromQl expr =
        new PromQl(
            """
            histogram_quantile(0.99, sum by (le, model) (rate(a_bucket{engine=~"$engine", x!="sum(b)"}[5m])))
              / on (job) group_left (device) wavecast:c:max offset 15m > bool 1e3 or vector(0) unless absent(d{})
              and sum(e) without (pod)
            """);

    assertThat(expr.metrics()).containsExactly("a_bucket", "d", "e", "wavecast:c:max");
    assertThat(expr.labels()).containsExactly("device", "engine", "job", "le", "model", "pod", "x");
  }
}
