package io.wavecast.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.benchmarks.endtoend.Counters.Moment;
import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.core.chorale.ChoraleSpec;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.kafkastreams.PipelineTopology;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxComposer;
import io.wavecast.schemas.chorale.ChoraleRequest;
import io.wavecast.schemas.chorale.ChoraleRequest.Mode;
import io.wavecast.schemas.chorale.ChoraleRequestCodec;
import io.wavecast.schemas.chorale.ChoraleTopics;
import io.wavecast.service.chorale.SeedChords;
import io.wavecast.service.topics.TopicAdmin;
import io.wavecast.service.topics.TopicSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures notes a second from requests on a topic to notes on a topic: embedded broker, stream and
 * the shipped composer in one process, with the settings of the service. The requests are laid in
 * store; the first tenth of the notes is left out.
 */
@Command(
    name = "chorale-end-to-end",
    mixinStandardHelpOptions = true,
    description = "Measures notes a second from topic to topic, broker included.")
public final class ChoraleEndToEnd implements Callable<Integer> {
  private static final int WARMUP_SHARE = 10;

  @Option(names = "--requests", defaultValue = "256", description = "Chorales.")
  private int requests;

  @Option(names = "--chords", defaultValue = "100", description = "Chords to compose of each.")
  private int chords;

  @Option(names = "--partitions", defaultValue = "4", description = "Partitions.")
  private int partitions;

  public static void main(String[] args) {
    System.exit(new CommandLine(new ChoraleEndToEnd()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path dir = Files.createTempDirectory("wavecast-bench");
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(new BrokerSettings(dir.resolve("broker"), 0));
        OnnxComposer composer = OnnxComposer.open(ComposerFile.shipped(), Device.CPU)) {
      ChoraleTopics topics = ChoraleTopics.withPrefix("bench.");
      lay(broker.bootstrapServers(), topics);
      long notes = 4L * requests * chords;
      Counters counters = new Counters();
      try (StreamsRuntime stream =
          stream(broker.bootstrapServers(), topics, composer, counters, dir.resolve("state"))) {
        stream.start();
        Moment begin = counters.await(notes / WARMUP_SHARE, () -> requireLive(stream));
        Moment end = counters.await(notes, () -> requireLive(stream));
        long counted = end.forecasts() - begin.forecasts();
        System.out.printf(
            "%,d chorales of %,d chords, %d partitions: %,.0f notes/s, CPU %.0f us a note%n",
            requests,
            chords,
            partitions,
            counted * 1e9 / (end.nanos() - begin.nanos()),
            (end.cpuNanos() - begin.cpuNanos()) / 1e3 / counted);
        System.out.println("  " + CpuByPart.tell(end.parts().since(begin.parts(), counted)));
      }
    }
    return 0;
  }

  private void lay(String servers, ChoraleTopics topics) {
    try (TopicAdmin admin =
        new TopicAdmin(Map.of("bootstrap.servers", servers), Duration.ofMinutes(1))) {
      admin.ensure(
          List.of(topics.requests(), topics.notes(), topics.deadLetters()).stream()
              .map(name -> new TopicSpec(name, partitions, (short) 1, Map.of()))
              .toList());
    }
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(Map.of("bootstrap.servers", servers), bytes, bytes)) {
      for (int i = 0; i < requests; i++) {
        ChoraleRequest request =
            new ChoraleRequest("c" + i, SeedChords.bach(), chords, Mode.SAMPLE, 1, i);
        byte[] value = ChoraleRequestCodec.write(request);
        var unused =
            producer.send(
                new ProducerRecord<>(
                    topics.requests(), request.choraleId().getBytes(UTF_8), value));
      }
    }
  }

  private static StreamsRuntime stream(
      String servers,
      ChoraleTopics topics,
      OnnxComposer composer,
      Counters counters,
      Path stateDir) {
    ChoraleSpec spec = new ChoraleSpec(topics, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    Map<String, String> kafka = Map.of("bootstrap.servers", servers, "num.stream.threads", "1");
    return new StreamsRuntime(
        PipelineTopology.build(spec, true, composer, counters, System::nanoTime),
        StreamsRuntime.properties(
            "chorale-bench", stateDir, Duration.ofMillis(5), spec.maxRecordBytes(), kafka),
        Instant::now);
  }

  private static void requireLive(StreamsRuntime stream) {
    if (!stream.isLive()) {
      throw new IllegalStateException("stream ended", stream.stopped().join().orElse(null));
    }
  }
}
