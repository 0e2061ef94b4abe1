package io.wavecast.sketches.contract;

import io.wavecast.core.stream.LatePolicy;
import io.wavecast.sketches.event.SketchLabel;
import io.wavecast.sketches.pipeline.SketchSpec;
import io.wavecast.testkit.contract.StreamUnderTest;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The same for a stream of sketches that restarts. */
public abstract class SketchRestartContract extends SketchContract {
  @Override
  protected abstract StreamUnderTest.Restartable<SketchLabel> start(SketchSpec settings);

  @Test
  void restarts_anywhere_change_nothing() {
    SketchSpec settings = settings(LatePolicy.DEAD_LETTER);
    List<Line> lines = random(SEED, 5, 1000);
    StreamUnderTest<SketchLabel> local = send(local(settings), lines);
    SplittableRandom random = new SplittableRandom(SEED);

    try (StreamUnderTest.Restartable<SketchLabel> stream = start(settings)) {
      for (Line line : lines) {
        stream.send(line.key(), line.value(), line.timestamp());
        if (random.nextInt(20) == 0) {
          stream.restart();
        }
      }
      stream.settle();

      assertSame(stream, local);
    }
  }
}
