package io.wavecast.testkit.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.kafka.CommittedRecords;
import io.wavecast.testkit.recipes.Recipe.Block;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How long after its first record a recipe has its first forecast and its first alert. The records
 * are there before the program starts, so its start is part of the time.
 *
 * @param recipe its title
 * @param forecast seconds from the first record to the first committed forecast
 * @param alert seconds from the first record to the first committed alert
 */
public record RecipeRun(String recipe, double forecast, double alert) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Starts the program of an engine on the topics of a recipe. */
  @FunctionalInterface
  public interface Program {
    /** Starts it and returns. */
    void start() throws Exception;
  }

  /** Sends the records of a recipe to its topic, which exists, starts the program and waits. */
  public static RecipeRun of(RecipeProducer producer, String servers, Program program)
      throws Exception {
    long start = System.nanoTime();
    send(producer, servers);
    program.start();
    double forecast = first(servers, "wavecast.forecasts", start);
    double alert = first(servers, "wavecast.alerts", start);
    return new RecipeRun(producer.recipe().title(), forecast, alert);
  }

  private static void send(RecipeProducer foreign, String servers) throws Exception {
    Recipe recipe = foreign.recipe();
    Instant begin = Instant.now().minus(Duration.ofHours(5));
    RecipeHistory history = new RecipeHistory(recipe, begin);
    boolean hasTimes = recipe.yaml().contains("timestamp:");
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            // a topic that was just created may not have its leader yet: batches keep their order
            Map.of("bootstrap.servers", servers, "max.in.flight.requests.per.connection", 1),
            bytes,
            bytes)) {
      List<Future<?>> sent = new ArrayList<>();
      for (int minute = 0; minute < RecipeHistory.MINUTES; minute++) {
        Long time = hasTimes ? null : (Long) history.time(minute);
        for (Block record : history.at(minute)) {
          byte[] key = record.key().isEmpty() ? null : record.key().getBytes(UTF_8);
          byte[] value = foreign.value(record);
          sent.add(producer.send(new ProducerRecord<>(recipe.topic(), 0, time, key, value)));
        }
      }
      producer.flush();
      for (Future<?> each : sent) {
        each.get();
      }
    }
  }

  private static double first(String servers, String topic, long start) {
    AtomicInteger read = new AtomicInteger();
    try (CommittedRecords records = new CommittedRecords(servers, topic)) {
      assertThat(records.await(() -> read.get() > 0, PATIENCE, r -> read.incrementAndGet()))
          .as("first record of %s", topic)
          .isTrue();
    }
    return (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%-32s forecast %5.1f s, alert %5.1f s", recipe, forecast, alert);
  }
}
