package io.wavecast.chorales.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.testkit.contract.StreamUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The same for a stream of chorales that restarts. */
public abstract class ChoraleRestartContract extends ChoraleContract {
  @Override
  protected abstract StreamUnderTest.Restartable<ChoraleEvent> start();

  @Test
  void restarts_anywhere_change_no_note() {
    List<ChoraleRequest> requests = random(SEED, 30);
    SplittableRandom random = new SplittableRandom(SEED);

    try (StreamUnderTest.Restartable<ChoraleEvent> stream = start()) {
      int restartsWithin = 0;
      for (ChoraleRequest request : requests) {
        send(stream, request);
        for (int i = random.nextInt(5); i > 0; i--) {
          stream.advance(Duration.ofMillis(1));
        }
        int before = stream.events().size();
        stream.restart();
        stream.advance(Duration.ofMillis(1));
        restartsWithin += stream.events().size() > before ? 1 : 0;
      }
      stream.settle();

      assertThat(restartsWithin).as("restarts within a piece").isGreaterThan(10);
      assertThat(byChorale(stream.events())).as("seed %d", SEED).isEqualTo(alone(requests));
    }
  }

  @Test
  void a_name_is_free_again_when_its_chorale_is_complete() {
    ChoraleRequest request = random(SEED, 1).get(0);

    try (StreamUnderTest.Restartable<ChoraleEvent> stream = start()) {
      send(stream, request);
      stream.restart();
      send(stream, request);
      stream.settle();
      send(stream, request);
      stream.settle();

      assertThat(stream.deadLetters())
          .extracting(DeadLetter::offset, DeadLetter::reason)
          .containsExactly(tuple(1L, Reason.OUT_OF_RANGE));
      int once = Objects.requireNonNull(alone(List.of(request)).get(request.choraleId())).size();
      assertThat(stream.events()).hasSize(2 * once);
      assertThat(stream.events().subList(once, 2 * once))
          .isEqualTo(stream.events().subList(0, once));
    }
  }
}
