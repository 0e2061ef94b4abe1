package io.wavecast.core.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.contract.Scenario.Line;
import io.wavecast.schemas.Event;
import io.wavecast.schemas.Forecast;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the stream promises when an engine ends and begins again. */
public abstract class RestartContract {
  /** Starts an engine without any state. */
  protected abstract EngineUnderTest.Restartable start(EngineSettings settings);

  @Test
  void what_waited_before_a_restart_is_forecast_after_it() {
    EngineSettings settings = new EngineSettings(EngineSettings.DEFAULT.format(), false, 1000);
    try (EngineUnderTest.Restartable engine = start(settings)) {
      for (int i = 0; i < 55; i++) {
        String json = "{\"timestamp\":%d,\"value\":%d}".formatted(1000L * i, i % 7);
        engine.send("cpu".getBytes(UTF_8), json.getBytes(UTF_8), 0);
      }

      engine.restart();
      engine.settle();

      assertThat(engine.events())
          .filteredOn(Forecast.class::isInstance)
          .extracting(Event::eventTime)
          .as("one forecast an observation but the first, in order")
          .isEqualTo(java.util.stream.LongStream.range(1, 55).mapToObj(i -> 1000L * i).toList());
    }
  }

  @Test
  void restarts_anywhere_change_nothing() {
    long seed = 20261126;
    SplittableRandom random = new SplittableRandom(seed);
    List<Line> records = RandomRecords.of(seed, 5, 1500);
    EngineUnderTest local =
        EngineContract.send(new LocalEngineUnderTest(EngineSettings.DEFAULT), records);

    try (EngineUnderTest.Restartable engine = start(EngineSettings.DEFAULT)) {
      int restartIn = random.nextInt(10, 400);
      for (Line record : records) {
        engine.send(record.key(), record.value(), record.timestamp());
        if (--restartIn == 0) {
          engine.restart();
          restartIn = random.nextInt(10, 400);
        }
      }
      engine.settle();

      assertThat(EngineContract.byTopicAndSeries(engine.events()))
          .as("seed %d", seed)
          .isEqualTo(EngineContract.byTopicAndSeries(local.events()));
      assertThat(EngineContract.reasons(engine))
          .as("seed %d", seed)
          .isEqualTo(EngineContract.reasons(local));
    }
  }
}
