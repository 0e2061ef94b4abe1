package io.wavecast.trainer.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.trainer.alerts.Judgement.Counts;
import io.wavecast.trainer.alerts.LabelledSeries.Labelled;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of judging; the last test is a golden one, by the benchmark's Python original. */
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

  @Test
  void the_figures_are_those_of_the_python_original() {
    Judge judge = new Judge();
    judge.add(
        series("a", THREE),
        List.of(new Span(405, 420), new Span(500, 510), new Span(601, 620), new Span(805, 1000)));
    judge.add(
        series(
            "b",
            List.of(
                new Labelled(new Span(450, 452), "spike"),
                new Labelled(new Span(700, 760), "zero"),
                new Labelled(new Span(765, 800), "shift"))),
        List.of(new Span(452, 470), new Span(768, 790), new Span(900, 905)));

    Judgement j = judge.judgement();

    // alert_bench.judge() of the same labels, onsets and spans
    assertThat(j.recall()).isEqualTo(0.8333333333333334);
    assertThat(j.precision()).isEqualTo(0.7142857142857143);
    assertThat(j.f1()).isCloseTo(0.7692307692307692, within(1e-16));
    assertThat(j.falsePer10k()).isEqualTo(11.11111111111111);
    assertThat(j.medianDelay()).isEqualTo(5);
    assertThat(j.repeatsFound()).isEqualTo(1);
    assertThat(j.lasted()).isEqualTo(0.6666666666666666);
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
