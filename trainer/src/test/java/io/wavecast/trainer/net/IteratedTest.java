package io.wavecast.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.data.WindowSet;
import java.util.Arrays;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;

class IteratedTest {
  private static final int SEED = 7;

  @Test
  void it_is_fed_its_own_forecasts_or_those_it_follows() {
    WindowSet set = Windows.random(5, SEED);
    Networks.Case given =
        Networks.all()
            .map(Named::getPayload)
            .filter(each -> each.net().head().isIterated())
            .findFirst()
            .orElseThrow();
    try (Trainable<WindowSet> net = Networks.trainable(given.net(), given.loss(), SEED)) {
      float[] own = Iterated.output(net, set);
      float[] others = own.clone();
      others[2 * 10 + 4] += 0.5f;

      assertThat(Iterated.following(net, set, own)).containsExactly(own);

      float[] following = Iterated.following(net, set, others);
      assertThat(Arrays.copyOf(following, 25)).containsExactly(Arrays.copyOf(own, 25));
      assertThat(Arrays.copyOfRange(following, 30, 50))
          .containsExactly(Arrays.copyOfRange(own, 30, 50));
      assertThat(following[25]).as("the first that is given another's").isNotEqualTo(own[25]);
    }
  }
}
