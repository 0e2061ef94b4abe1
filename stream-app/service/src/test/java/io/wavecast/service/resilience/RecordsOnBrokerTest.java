package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.StreamsOnBroker.PARTITIONS;
import static io.wavecast.service.resilience.StreamsOnBroker.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.testkit.fakes.FakeForecaster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What only a real broker shows of records: their sizes, routing, times, and backlogs. */
class RecordsOnBrokerTest extends OnBroker {
  @Test
  void the_largest_record_of_a_broker_is_dead_lettered_in_full(TestInfo test) {
    Topics topics = kafka.topics(test);
    byte[] largest = new byte[1_048_576 - 200];
    try (StreamsRuntime stream = kafka.stream(topics, FakeForecaster.windowSums())) {
      stream.start();
      kafka.send(topics, "cpu", largest);
      kafka.send(topics, "cpu", "garbage".getBytes(UTF_8));

      List<ConsumerRecord<byte[], byte[]>> letters = kafka.read(topics.deadLetters(), 2);

      assertThat(letters.get(0).value()).isEqualTo(largest);
      assertThat(letters.get(0).headers().lastHeader(DeadLetter.ERROR_CLASS).value())
          .isEqualTo("too-large".getBytes(UTF_8));
      assertThat(letters.get(1).value()).isEqualTo("garbage".getBytes(UTF_8));
    }
  }

  @Test
  void a_series_named_in_the_payload_is_merged_from_all_partitions(TestInfo test) {
    Topics topics = kafka.topics(test);
    ObservationFormat format = ObservationFormat.of("/id", "/t", "/v", 1000);
    try (StreamsRuntime stream =
        kafka.stream(topics, format, FakeForecaster.windowSums(), Map.of())) {
      stream.start();
      for (int part = 0; part < 3; part++) {
        for (int i = 20 * part; i < 20 * part + 20; i++) {
          kafka.send(topics, "key " + part, json("{\"id\":\"a\",\"t\":%d,\"v\":%d}", i, i));
        }
        kafka.read(topics.forecasts(), 20 * part + 19);
      }

      List<Forecast> forecasts = kafka.forecasts(topics, 59);

      assertThat(forecasts)
          .extracting(Forecast::origin)
          .isEqualTo(IntStream.range(1, 60).mapToObj(i -> (long) i).toList());
      assertThat(forecasts.get(58).yhat()[0]).isEqualTo(IntStream.range(10, 60).sum());
    }
  }

  /** No commit comes meanwhile. */
  @Test
  void at_least_once_forecasts_are_sent_without_waiting_for_a_commit(TestInfo test) {
    Topics topics = kafka.topics(test);
    ObservationFormat repartitioned = ObservationFormat.of("/id", "/t", "/v", 1000);
    Map<String, String> waiting =
        Map.of("processing.guarantee", "at_least_once", "commit.interval.ms", "600000");
    try (StreamsRuntime stream =
        kafka.stream(topics, repartitioned, FakeForecaster.windowSums(), waiting)) {
      stream.start();
      for (int i = 0; i < 60; i++) {
        kafka.send(topics, "key", json("{\"id\":\"a\",\"t\":%d,\"v\":%d}", i, i));
      }

      assertThat(kafka.forecasts(topics, 59))
          .extracting(Forecast::origin)
          .isEqualTo(IntStream.range(1, 60).mapToObj(i -> (long) i).toList());
    }
  }

  @Test
  void an_accepted_future_time_does_not_end_the_stream(TestInfo test) {
    acceptsRecordsOf(kafka.topics(test), Duration.ofMinutes(50), ObservationFormat.DEFAULT);
  }

  /** Records of internal topics have the time of the input: brokers must accept them too. */
  @Test
  void a_record_further_ahead_than_brokers_accept_does_not_end_the_stream(TestInfo test)
      throws Exception {
    Topics topics = kafka.topics(test);
    kafka.configure(
        topics.observations(), "message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));

    acceptsRecordsOf(
        topics, Duration.ofHours(3), ObservationFormat.of("/id", "/timestamp", "/value", 1000));
  }

  @Test
  void a_lagging_thread_does_not_block_a_partition(TestInfo test) {
    int backlog = 30_000;
    Topics topics = kafka.topics(test);
    for (int i = 0; i < backlog; i++) {
      for (int p = 0; p < PARTITIONS; p++) {
        byte[] value = json("{\"timestamp\":%d,\"value\":%d}", 1000L * i, p);
        kafka.producer.send(
            new ProducerRecord<>(topics.observations(), p, new byte[] {'s'}, value));
      }
    }
    kafka.producer.flush();
    int each = backlog - FakeForecaster.SHAPE.window() + 1;
    Turns turns = new Turns(each);
    Forecaster model = FakeForecaster.windowSums().before(turns::run);
    Map<String, String> oneThread = Map.of("num.stream.threads", "1");
    try (StreamsRuntime stream =
        kafka.stream(topics, ObservationFormat.DEFAULT, model, oneThread)) {
      stream.start();

      await().atMost(Duration.ofMinutes(2)).until(() -> turns.seen.get() == PARTITIONS * each);
    }

    assertThat(turns.longest).isLessThan(backlog / 4);
  }

  private void acceptsRecordsOf(Topics topics, Duration ahead, ObservationFormat format) {
    long recordTime = System.currentTimeMillis() + ahead.toMillis();
    long first = recordTime + Duration.ofMinutes(50).toMillis();
    try (StreamsRuntime stream =
        kafka.stream(topics, format, FakeForecaster.windowSums(), Map.of())) {
      stream.start();
      for (long time = first; time < first + 3; time++) {
        byte[] value = json("{\"id\":\"cpu\",\"timestamp\":%d,\"value\":1}", time);
        kafka.sendAccepted(
            new ProducerRecord<>(
                topics.observations(), 0, recordTime, "cpu".getBytes(UTF_8), value));
      }

      assertThat(kafka.forecasts(topics, 2))
          .extracting(Forecast::origin)
          .containsExactly(first + 1, first + 2);
    }
  }

  /** Notes how many windows in a row are of one partition, whose values are all its number. */
  private static final class Turns {
    private final int each;
    private final int[] seenOf = new int[PARTITIONS];
    final AtomicInteger seen = new AtomicInteger();
    volatile int longest;
    private int turn;
    private int last;

    /** Whether the first turn has ended: tasks start one after the other, so it may be long. */
    private boolean begun;

    /**
     * @param each how many windows each partition has
     */
    Turns(int each) {
      this.each = each;
    }

    void run(float[] windows, int n) {
      for (int i = 0; i < n; i++) {
        int partition = (int) windows[i * FakeForecaster.SHAPE.window()];
        seenOf[partition]++;
        begun |= seen.get() > 0 && partition != last;
        turn = partition == last ? turn + 1 : 1;
        last = partition;
        if (begun && othersWait(partition)) {
          longest = Math.max(longest, turn);
        }
      }
      seen.addAndGet(n);
    }

    private boolean othersWait(int partition) {
      return IntStream.range(0, PARTITIONS).anyMatch(p -> p != partition && seenOf[p] < each);
    }
  }
}
