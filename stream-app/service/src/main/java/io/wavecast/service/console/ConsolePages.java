package io.wavecast.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.ConsolePage;
import io.wavecast.config.PipelineModules;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.config.ServiceConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The pages that modules bring to the console. A page writes records to its own topic, and follows
 * those of one key on its other topic, from when it began to. Each follower reads with a consumer
 * of its own and on its own thread, so that a slow browser delays nobody. Thread-safe.
 */
public final class ConsolePages implements AutoCloseable {
  /** Longest value that is written, bytes. */
  static final int MAX_BYTES = 256 << 10;

  /** Most followers at the same time, among the streams of the console. */
  static final int MAX_FOLLOWERS = 8;

  /** Why a page cannot write. */
  private static final String NEEDED = "this page sends only with http.token-file";

  private static final Duration POLL = Duration.ofMillis(200);

  /** Time without a record after which a follower looks whether its browser is still there. */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final ServiceConfig config;
  private final boolean isWritten;
  private final Map<String, ConsolePage> pages = new LinkedHashMap<>();
  private final Semaphore followers = new Semaphore(MAX_FOLLOWERS);
  private @Nullable KafkaProducer<byte[], byte[]> producer;
  private volatile boolean isClosed;

  /**
   * @param isWritten whether pages may write
   */
  public ConsolePages(ServiceConfig config, boolean isWritten) {
    this.config = config;
    this.isWritten = isWritten;
    PipelineModules.pages(config.settings()).forEach(page -> pages.put(page.name(), page));
  }

  /** The pages, as the API tells them. */
  Map<String, @Nullable Object> json() {
    List<Map<String, @Nullable Object>> all =
        pages.values().stream()
            .map(
                page ->
                    JsonWriter.fields(
                        "name", page.name(),
                        "title", page.title(),
                        "problem", isWritten ? "" : NEEDED))
            .toList();
    return JsonWriter.fields("pages", all);
  }

  /**
   * Writes a record, and waits until it is acknowledged.
   *
   * @param value at most {@value #MAX_BYTES} bytes
   * @throws UsageException for a wrong parameter or an empty body
   * @throws FailureException if it cannot be written
   */
  ConsoleAnswer send(ConsoleQuery query, byte[] value) {
    @Nullable ConsolePage page = pages.get(query.required("page"));
    if (page == null) {
      return ConsoleAnswer.error(404, "no such page");
    }
    if (!isWritten) {
      return ConsoleAnswer.error(403, NEEDED);
    }
    byte[] key = query.required("key").getBytes(UTF_8);
    if (value.length == 0) {
      throw new UsageException("the body is empty, or cannot be read");
    }
    if (value.length > MAX_BYTES) {
      return ConsoleAnswer.error(413, "a record may have " + MAX_BYTES + " bytes");
    }
    write(page.input().name(config.settings()), key, value);
    return ConsoleAnswer.of(JsonWriter.fields("bytes", value.length));
  }

  /** The body of a request, to one byte beyond the longest; empty if it cannot be read. */
  static byte[] read(InputStream body) {
    try {
      return body.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private void write(String topic, byte[] key, byte[] value) {
    try {
      var unused = producer().send(new ProducerRecord<>(topic, key, value)).get();
    } catch (KafkaException | ExecutionException e) {
      throw new FailureException(
          "cannot write to topic %s: %s".formatted(topic, Throwables.rootMessage(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException("interrupted", e);
    }
  }

  /** Opened by the first record. */
  private synchronized KafkaProducer<byte[], byte[]> producer() {
    if (isClosed) {
      throw new FailureException("the service ends");
    }
    if (producer == null) {
      Map<String, Object> client =
          new HashMap<>(
              Map.of(
                  "delivery.timeout.ms", "10000",
                  "request.timeout.ms", "5000",
                  "max.block.ms", "5000"));
      client.putAll(config.kafka().asMap());
      producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }
    return producer;
  }

  /**
   * Sends a browser the records of a key until it goes away, as server-sent events: {@code ready}
   * when each record from then on will be sent, then the value of each; {@code problem} if the
   * topic cannot be read.
   *
   * @return the HTTP status: 200; before anything is sent also 404 for an unknown page, 503 with
   *     {@link #MAX_FOLLOWERS} others
   * @throws UsageException for a wrong parameter
   * @throws IOException when the browser has gone
   */
  int follow(ConsoleQuery query, OutputStream out) throws IOException {
    @Nullable ConsolePage page = pages.get(query.required("page"));
    if (page == null) {
      return 404;
    }
    byte[] key = query.required("key").getBytes(UTF_8);
    if (!followers.tryAcquire()) {
      return 503;
    }
    try (KafkaConsumer<byte[], byte[]> consumer = SeriesHistory.consumer(config.kafka())) {
      follow(consumer, page.output().name(config.settings()), key, out);
    } catch (KafkaException e) {
      String problem = "the topic cannot be read: " + Throwables.rootMessage(e);
      write(out, "retry: 15000\nevent: problem\ndata: ", JsonWriter.line("error", problem));
    } finally {
      followers.release();
    }
    return 200;
  }

  private void follow(
      KafkaConsumer<byte[], byte[]> consumer, String topic, byte[] key, OutputStream out)
      throws IOException {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new KafkaException("topic %s does not exist".formatted(topic));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // from here, however late the first poll is
    write(out, "retry: 2000\nevent: ready\ndata: ", "{}");
    out.flush();
    long end = System.nanoTime() + ConsoleApi.LIFE.toNanos();
    long told = System.nanoTime();
    while (!isClosed && System.nanoTime() < end) {
      boolean isDue = System.nanoTime() - told > SILENCE.toNanos();
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        byte @Nullable [] value = record.value();
        if (value != null && Arrays.equals(key, record.key())) {
          write(out, "data: ", new String(value, UTF_8));
          isDue = true;
        }
      }
      if (isDue) {
        write(out, ":", ""); // fails where the browser has gone
        out.flush();
        told = System.nanoTime();
      }
    }
  }

  /** Writes an event; line breaks would end it, and mean nothing in JSON. */
  private static void write(OutputStream out, String fields, String data) throws IOException {
    String line = data.replace('\n', ' ').replace('\r', ' ');
    out.write((fields + line + "\n\n").getBytes(UTF_8));
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    if (producer != null) {
      producer.close(Duration.ofSeconds(3));
    }
  }
}
