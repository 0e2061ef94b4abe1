package io.wavecast.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.chorale.ChoraleSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxComposer;
import io.wavecast.schemas.chorale.ChoraleRequest;
import io.wavecast.schemas.chorale.ChoraleRequest.Mode;
import io.wavecast.schemas.chorale.ChoraleRequestCodec;
import io.wavecast.service.chorale.SeedChords;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures notes per second from requests on a topic to notes on a topic: embedded broker, stream
 * and the shipped composer in one process, with the settings of the service. The requests are
 * written before the stream starts.
 */
@Command(
    name = "chorale-end-to-end",
    mixinStandardHelpOptions = true,
    description = "Measures notes per second from topic to topic, broker included.")
public final class ChoraleEndToEnd extends Bench {
  @Option(names = "--requests", defaultValue = "256", description = "Chorales.")
  private int requests;

  @Option(names = "--chords", defaultValue = "100", description = "Chords to compose of each.")
  private int chords;

  public static void main(String[] args) {
    main(new ChoraleEndToEnd(), args);
  }

  @Override
  protected void measure(String servers, Path dir) {
    Settings settings =
        prepare(servers, "bench", Map.of("chorales.enabled", "true", "threads", "1"));
    ChoraleSpec spec =
        PipelineSettings.chorales(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES).orElseThrow();
    send(servers, spec.io().input());
    Map<String, String> kafka = Map.of("poll.ms", "5"); // as the service: composes between polls
    Counters counters = new Counters();
    try (OnnxComposer composer = OnnxComposer.open(ComposerFile.shipped(), Device.CPU);
        StreamsRuntime stream = stream(settings, spec, composer, counters, dir, kafka)) {
      Throughput measured = Throughput.measure(stream, counters.tally(), 4L * requests * chords);
      System.out.printf(
          "%,d chorales of %,d chords, %d partitions: %,.0f notes/s, CPU %.0f us a note%n  %s%n",
          requests,
          chords,
          partitions,
          measured.perSecond(),
          measured.cpuMicros(),
          CpuByPart.text(measured.parts()));
    }
  }

  private void send(String servers, String topic) {
    try (KafkaProducer<byte[], byte[]> producer = producer(servers)) {
      for (int i = 0; i < requests; i++) {
        ChoraleRequest request =
            new ChoraleRequest("c" + i, SeedChords.bach(), chords, Mode.SAMPLE, 1, i);
        byte[] key = request.choraleId().getBytes(UTF_8);
        var unused =
            producer.send(new ProducerRecord<>(topic, key, ChoraleRequestCodec.write(request)));
      }
    }
  }
}
