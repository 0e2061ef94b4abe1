package io.wavecast.trainer.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.alerts.Judgement.Counts;
import io.wavecast.trainer.alerts.LabelledSeries.Labelled;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of judging, one by one. */
class JudgeTest {
  private static final List<Labelled> THREE =
      List.of(
          new Labelled(new Span(400, 430), "flat"),
          new Labelled(new Span(600, 602), "flat"),
          new Labelled(new Span(800, 899), "flat"));

  @Test
  void an_alert_within_an_anomaly_or_up_to_ten_values_behind_it_finds_it() {
    assertThat(judge(THREE, new Span(400, 401)).what()).containsEntry("flat", new Counts(1, 3));
    assertThat(judge(THREE, new Span(440, 441)).recall()).isEqualTo(1.0 / 3);
    assertThat(judge(THREE, new Span(441, 442)).recall()).isZero();
    assertThat(judge(THREE, new Span(399, 500)).recall()).isZero();
  }

  @Test
  void every_other_alert_is_false_except_in_the_first_tenth_and_where_it_is_ignored() {
    Judgement judgement =
        judge(
            THREE,
            new Span(99, 100),
            new Span(100, 101),
            new Span(300, 301),
            new Span(304, 305),
            new Span(410, 411),
            new Span(420, 421));
    assertThat(judgement.kinds().get("k").falseAlerts()).isEqualTo(2);
    assertThat(judgement.precision()).isEqualTo(1.0 / 3);
    assertThat(judgement.falsePer10k()).isEqualTo(1e4 * 2 / 900);
  }

  @Test
  void repeats_count_where_all_three_anomalies_are_of_one_kind() {
    assertThat(judge(THREE, new Span(400, 401), new Span(800, 801)).repeatsFound()).isEqualTo(.5);
    List<Labelled> mixed = List.of(THREE.get(0), THREE.get(1), new Labelled(new Span(9, 9), "x"));
    assertThat(judge(mixed, new Span(400, 401)).repeatsFound()).isNaN();
  }

  @Test
  void a_found_long_anomaly_asks_whether_its_alert_lasted_to_four_fifths_of_it() {
    assertThat(judge(THREE, new Span(400, 424)).lasted()).isEqualTo(1);
    assertThat(judge(THREE, new Span(400, 423)).lasted()).isZero();
    assertThat(judge(THREE, new Span(600, 601)).lasted()).isNaN();
    assertThat(judge(THREE, new Span(805, 870), new Span(872, 950)).lasted()).isZero();
  }

  @Test
  void an_alert_that_began_before_an_anomaly_and_lasts_through_it_does_not_find_it() {
    Judgement judgement = judge(THREE, new Span(350, 500));
    assertThat(judgement.recall()).isZero();
    assertThat(judgement.falsePer10k()).isPositive();
  }

  private static LabelledSeries series(String kind, List<Labelled> anomalies) {
    List<Span> ignored = List.of(new Span(303, 306));
    return new LabelledSeries(kind, kind + "-1", 60, new float[1000], anomalies, ignored);
  }

  private static Judgement judge(List<Labelled> anomalies, Span... alerts) {
    Judge judge = new Judge();
    judge.add(series("k", anomalies), List.of(alerts));
    return judge.judgement();
  }
}
