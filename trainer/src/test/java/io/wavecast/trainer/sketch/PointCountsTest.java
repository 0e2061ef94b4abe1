package io.wavecast.trainer.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.sketches.event.Stroke;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PointCountsTest {
  @Test
  void median_and_share_of_what_fits_into_a_hundred_points() {
    PointCounts counts =
        PointCounts.of(
            IntStream.of(400, 3, 101, 100, 7).mapToObj(PointCountsTest::drawing).toList());

    assertThat(counts.sorted()).containsExactly(3, 7, 100, 101, 400);
    assertThat(counts.median()).isEqualTo(100);
    assertThat(counts.seenWhole()).isEqualTo(0.6);
    assertThat(counts.png()).startsWith(0x89, 'P', 'N', 'G');
  }

  private static LabelledDrawing drawing(int points) {
    return new LabelledDrawing(
        "ant", "train", List.of(new Stroke(new float[points], new float[points])));
  }
}
