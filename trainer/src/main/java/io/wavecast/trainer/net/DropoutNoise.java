package io.wavecast.trainer.net;

import io.wavecast.trainer.layer.Params;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** What dropout drops: a function of the run's seed, the step and the name of the place. */
final class DropoutNoise {
  private DropoutNoise() {}

  static Map<String, Values> of(
      Map<String, Params.Dropped> dropped, int batch, long seed, long step) {
    Map<String, Values> values = new LinkedHashMap<>();
    dropped.forEach(
        (name, place) -> {
          long[] shape = LongStream.of(place.shape()).map(n -> n < 0 ? batch : n).toArray();
          SplittableRandom random =
              new SplittableRandom((seed * 1_000_003 + step) * 1_000_003 + name.hashCode());
          float kept = (float) (1 / (1 - place.rate()));
          float[] drawn = new float[(int) Values.count(shape)];
          for (int i = 0; i < drawn.length; i++) {
            drawn[i] = random.nextDouble() < place.rate() ? 0 : kept;
          }
          values.put(name, new Values(drawn, shape));
        });
    return values;
  }
}
