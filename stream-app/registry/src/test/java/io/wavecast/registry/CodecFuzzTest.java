package io.wavecast.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.wavecast.core.ingest.CsvFormat;
import io.wavecast.core.ingest.JsonFormat;
import io.wavecast.core.ingest.NumberFormat;
import io.wavecast.core.ingest.TextFormat;
import io.wavecast.core.ingest.ValueReader;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.registry.SchemaText.Kind;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.aggregate.RawEventCodec;
import io.wavecast.schemas.calendar.CalendarEntryCodec;
import io.wavecast.schemas.chorale.ChoraleEventCodec;
import io.wavecast.schemas.chorale.ChoraleRequestCodec;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.DeviationCodec;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.incident.IncidentCodec;
import io.wavecast.schemas.sketch.SketchCodec;
import io.wavecast.schemas.sketch.SketchLabelCodec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every codec reads mutated payloads, or rejects them as documented, in bounded CPU time and
 * memory. {@code -Dwavecast.fuzz=1000000} sets how many.
 */
class CodecFuzzTest {
  private static final long SEED = 20261127;
  private static final int PAYLOADS = Integer.getInteger("wavecast.fuzz", 3_000);
  private static final long MAX_CPU_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long MAX_ALLOCATED = 64L << 20;
  private static final long TIME = 1_780_000_000_000L;
  private static final byte[] KEY = "key".getBytes(UTF_8);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A codec, and payloads that it reads. */
  record Codec(String name, Consumer<byte[]> read, List<byte[]> payloads) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Codec> codecs() throws IOException {
    Orders.parse(Orders.PROTO.getBytes(UTF_8)); // the first time loads much
    ObservationCodec observations = new ObservationCodec(ObservationFormat.DEFAULT);
    return Stream.of(
        events("observation", v -> observations.read(KEY, v, TIME)),
        events("forecast", ForecastCodec::read),
        events("deviation", DeviationCodec::read),
        events("alert", AlertCodec::read),
        events("incident", IncidentCodec::read),
        events("rawEvent", v -> RawEventCodec.read(KEY, v)),
        events("calendarEntry", CalendarEntryCodec::read),
        events("sketch-", v -> SketchCodec.read(KEY, v, TIME)),
        events("sketchLabel", SketchLabelCodec::read),
        events("choraleRequest", v -> ChoraleRequestCodec.read(KEY, v)),
        events("choraleNote", ChoraleEventCodec::read),
        events("choraleEnd", ChoraleEventCodec::read),
        format("json", new JsonFormat().open(), Orders.json()),
        format(
            "csv",
            new CsvFormat(List.of("host", "value"), ';').open(),
            "web;1.5\n\"a;\"\"b\";2\n".getBytes(UTF_8)),
        format(
            "text",
            TextFormat.of("(?<name>\\w+):(?<value>[^|]*)\\|.*").open(),
            "load:0.5|g\nviews:3|c\n".getBytes(UTF_8)),
        format("number", new NumberFormat().open(), "12.5e3".getBytes(UTF_8)),
        format("avro", Orders.registered(Kind.AVRO), WireFormat.write(1, Orders.avro())),
        format("json-schema", Orders.registered(Kind.JSON), WireFormat.write(2, Orders.json())),
        format("protobuf", Orders.registered(Kind.PROTOBUF), Orders.registeredProtobuf()),
        format("protobuf-message", Orders.described(), Orders.protobuf()),
        new Codec("proto-text", Orders::parse, List.of(Orders.PROTO.getBytes(UTF_8))),
        new Codec("descriptor-set", Orders::describe, List.of(Orders.descriptorSet())));
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void mutated_payloads_are_read_or_rejected_as_documented(Codec codec) {
    Mutations mutations = new Mutations(SEED);
    int payloads = codec.name.equals("proto-text") ? PAYLOADS / 10 : PAYLOADS; // 20 ms each
    int read = 0;
    for (int i = 0; i < payloads; i++) {
      byte[] payload = mutations.of(codec.payloads.get(i % codec.payloads.size()));
      long start = THREADS.getCurrentThreadCpuTime();
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      try {
        codec.read.accept(payload);
        read++;
      } catch (BadRecordException e) {
        // the documented rejection
      } catch (RuntimeException | Error e) {
        fail(at(i, payload), e);
      }
      if (THREADS.getCurrentThreadAllocatedBytes() - allocated > MAX_ALLOCATED) {
        fail("too much memory: " + at(i, payload));
      }
      if (THREADS.getCurrentThreadCpuTime() - start > MAX_CPU_NANOS) {
        fail("too long: " + at(i, payload));
      }
    }
    assertThat(read)
        .as("payloads that %s reads", codec)
        .isBetween(payloads / 100, payloads * 99 / 100);
  }

  private static String at(int i, byte[] payload) {
    return "seed %d, payload %d: %s".formatted(SEED, i, HexFormat.of().formatHex(payload));
  }

  /** A codec of events, with the golden payloads whose names begin so. */
  private static Codec events(String name, Consumer<byte[]> read) throws IOException {
    Path golden = Path.of("../../schemas/src/test/resources/golden");
    try (Stream<Path> files = Files.list(golden)) {
      List<Path> own =
          files.filter(file -> file.getFileName().toString().startsWith(name)).sorted().toList();
      assertThat(own).as(name).isNotEmpty();
      List<byte[]> payloads = new ArrayList<>();
      for (Path file : own) {
        payloads.add(Files.readAllBytes(file));
      }
      return new Codec(name, read, payloads);
    }
  }

  private static Codec format(String name, ValueReader reader, byte[] payload) {
    return new Codec(
        name, value -> reader.read(new RawRecord(KEY, value, TIME, "raw", 0, 0)), List.of(payload));
  }
}
