package io.wavecast.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.testkit.kafka.CommittedRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A load of observations under which a test disturbs an engine: it waits for forecasts, and at the
 * end compares everything that was written with a recomputation of the input. Not thread-safe.
 */
public final class WatchedLoad implements AutoCloseable {
  /** The series of a load. */
  public static final int SERIES = 40;

  /** Settings with which the faults of a load alert, however young its series are. */
  public static final Map<String, String> SETTINGS =
      Map.of("alerts.rules", "all * limit-above=250");

  private static final int FULL_WINDOWS = 60;
  private static final Duration ROUND = Duration.ofMillis(50);

  private final String servers;
  private final Topics topics;
  private final Supplier<String> outputs;
  private final ForecastVerdict verdict;
  private final RoundLoad load;

  /**
   * Starts it.
   *
   * @param records of at least {@link #SERIES} series a round
   * @param outputs what the engine printed, for a failure
   */
  public WatchedLoad(
      String bootstrapServers, Topics topics, RoundLoad.Round records, Supplier<String> outputs) {
    this.servers = bootstrapServers;
    this.topics = topics;
    this.outputs = outputs;
    verdict = ForecastVerdict.ofAnyModel(servers, topics.forecasts());
    load = new RoundLoad(servers, ROUND, records);
  }

  /** Waits until all series have full windows. */
  public void awaitFullWindows() {
    awaitRounds(FULL_WINDOWS);
  }

  /** Waits for so many rounds of forecasts after those of now; returns the seconds it took. */
  public double awaitRounds(int rounds) {
    long start = System.nanoTime();
    assertThat(verdict.readOn((long) rounds * SERIES)).as(outputs).isTrue();
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * Waits until what is sent by now is forecast; returns the seconds it took. Nothing is sent
   * meanwhile: forecasts of later observations would count for those that are missing.
   */
  public double awaitPresent() throws InterruptedException {
    long start = System.nanoTime();
    int rounds = load.pause();
    try {
      assertThat(verdict.readAll(SERIES, rounds)).as(outputs).isTrue();
    } finally {
      load.resume();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * Stops the load and compares all outputs with a recomputation; some must be alerts.
   *
   * @param deleted topics that were deleted meanwhile: of them each series has the end
   * @param normal makes equal what may differ
   */
  public void assertRecomputed(
      ForecastSpec spec,
      Forecasters models,
      Set<String> deleted,
      UnaryOperator<String> normal,
      String description)
      throws InterruptedException {
    int rounds = load.stop();
    assertThat(rounds).as("rounds, enough for full windows").isGreaterThan(FULL_WINDOWS);
    try {
      new Recomputation<>(servers, spec, models, normal)
          .assertEqual(
              List.of(
                  topics.forecasts(), topics.deviations(), topics.alerts(), topics.deadLetters()),
              deleted,
              description);
      assertThat(CommittedRecords.byKey(servers, topics.alerts())).as("alerts").isNotEmpty();
    } catch (AssertionError e) {
      System.out.println(outputs.get());
      throw e;
    }
  }

  @Override
  public void close() {
    load.close();
    verdict.close();
  }
}
