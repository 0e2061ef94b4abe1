package io.wavecast.core.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelSampleTest {
  private static List<String> labels(int i) {
    return List.of("zone=" + i % 4, "host=" + i % 100);
  }

  private static LabelSample sample(IntStream series) {
    LabelSample sample = new LabelSample();
    series.forEach(i -> sample.add(SeriesHash.of("m" + i), labels(i)));
    return sample;
  }

  @Test
  void it_knows_how_common_a_label_is_however_often_its_series_are_seen() {
    LabelSample sample =
        sample(
            IntStream.concat(IntStream.range(0, 20_000), IntStream.generate(() -> 4).limit(999)));

    assertThat(sample.entries()).hasSize(LabelSample.SIZE);
    assertThat(sample.without(List.of()).of("zone=0")).isCloseTo(Math.log(4), within(0.2));
    assertThat(sample.without(List.of()).of("host=7")).isCloseTo(Math.log(100), within(0.7));
    assertThat(sample.without(List.of()).of("host=none")).isGreaterThan(Math.log(500));
  }

  @Test
  void the_order_of_the_series_does_not_matter() {
    LabelSample forward = sample(IntStream.range(0, 5000));
    LabelSample backward = sample(IntStream.range(0, 5000).map(i -> 4999 - i));

    assertThat(backward.entries()).isEqualTo(forward.entries());
    assertThat(backward.without(List.of()).of("host=7"))
        .isEqualTo(forward.without(List.of()).of("host=7"));
  }

  @Test
  void the_members_of_a_fault_do_not_make_its_label_common() {
    LabelSample sample = sample(IntStream.range(0, 100));
    List<Member> zone =
        IntStream.range(0, 100)
            .filter(i -> i % 4 == 0)
            .mapToObj(i -> new Member("m" + i, SeriesHash.of("m" + i), 0, 0, labels(i)))
            .toList();

    assertThat(sample.without(zone).of("zone=0")).isGreaterThan(Math.log(100));
  }

  @Test
  void new_labels_of_a_series_replace_its_former_ones() {
    LabelSample sample = sample(IntStream.range(0, 8));
    sample.add(SeriesHash.of("m0"), List.of("zone=new"));

    assertThat(sample.without(List.of()).of("zone=new")).isEqualTo(Math.log(9 / 1.5));
    assertThat(sample.without(List.of()).of("zone=0")).isEqualTo(Math.log(9 / 1.5));
  }
}
