package io.wavecast.testkit.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.contract.ProgramUnderTest;
import io.wavecast.testkit.contract.ProgramUnderTest.Running;
import io.wavecast.testkit.kafka.CommittedRecords;
import io.wavecast.testkit.kafka.TestTopics;
import io.wavecast.testkit.recipes.Recipe.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;

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
  private static final Duration POLL = Duration.ofMillis(100);

  /**
   * Creates the topic of a recipe, sends its records, starts the program on them, and stops it when
   * there is an alert.
   *
   * @param program on a broker without topics
   * @param folder an empty one, for the program's files
   * @throws AssertionError with what the program printed, if it ends or there is no alert
   */
  static RecipeRun of(RecipeProducer producer, ProgramUnderTest program, Path folder)
      throws Exception {
    Path config = producer.config(folder);
    Path data = Files.createDirectory(folder.resolve("data"));
    TestTopics topics = new TestTopics(program.bootstrapServers());
    topics.create(producer.recipe().topic(), 1);
    List<ProducerRecord<byte[], byte[]>> records = records(producer);
    long start = System.nanoTime();
    topics.send(records);
    Running running = program.start(config, data);
    try {
      double forecast = first(program, running, "wavecast.forecasts", start);
      double alert = first(program, running, "wavecast.alerts", start);
      return new RecipeRun(producer.recipe().title(), forecast, alert);
    } finally {
      running.stop();
    }
  }

  private static List<ProducerRecord<byte[], byte[]>> records(RecipeProducer foreign)
      throws InterruptedException {
    Recipe recipe = foreign.recipe();
    Duration ago = Duration.ofMinutes(RecipeHistory.MINUTES + 60);
    RecipeHistory history = new RecipeHistory(recipe, Instant.now().minus(ago));
    boolean hasTimes = recipe.yaml().contains("timestamp:");
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int minute = 0; minute < RecipeHistory.MINUTES; minute++) {
      Long time = hasTimes ? null : (Long) history.time(minute);
      for (Block record : history.at(minute)) {
        byte[] key = record.key().isEmpty() ? null : record.key().getBytes(UTF_8);
        records.add(new ProducerRecord<>(recipe.topic(), 0, time, key, foreign.value(record)));
      }
    }
    return records;
  }

  /** A program that ends may leave the topic absent. */
  private static double first(ProgramUnderTest program, Running running, String topic, long start)
      throws Exception {
    String servers = program.bootstrapServers();
    TestTopics topics = new TestTopics(servers);
    while (running.isAlive() && !topics.names().contains(topic)) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    assertThat(running.isAlive()).as("is running: %s", running.err()).isTrue();
    AtomicInteger read = new AtomicInteger();
    try (CommittedRecords records = new CommittedRecords(servers, topic)) {
      records.await(
          () -> read.get() > 0 || !running.isAlive(), PATIENCE, r -> read.incrementAndGet());
    }
    assertThat(read.get()).as("records of %s: %s", topic, running.err()).isPositive();
    return (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%-32s forecast %5.1f s, alert %5.1f s", recipe, forecast, alert);
  }
}
