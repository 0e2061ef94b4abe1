package io.wavecast.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.ingest.CsvFormat;
import io.wavecast.core.ingest.JsonFormat;
import io.wavecast.core.ingest.NumberFormat;
import io.wavecast.core.ingest.TextFormat;
import io.wavecast.core.ingest.ValueReader;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.registry.SchemaText.Kind;
import io.wavecast.schemas.aggregate.RawEventCodec;
import io.wavecast.schemas.calendar.CalendarEntryCodec;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.DeviationCodec;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.incident.IncidentCodec;
import io.wavecast.testkit.fuzz.CodecFuzz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every codec reads mutated payloads, or rejects them as documented. */
class CodecFuzzTest {
  private static final long TIME = 1_780_000_000_000L;
  private static final byte[] KEY = "key".getBytes(UTF_8);

  static Stream<CodecFuzz> codecs() throws IOException {
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
        new CodecFuzz("proto-text", Orders::parse, List.of(Orders.PROTO.getBytes(UTF_8))),
        new CodecFuzz("descriptor-set", Orders::describe, List.of(Orders.descriptorSet())));
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void mutated_payloads_are_read_or_rejected_as_documented(CodecFuzz codec) {
    codec.check();
  }

  private static CodecFuzz events(String name, Consumer<byte[]> read) throws IOException {
    return CodecFuzz.events(Path.of("../../schemas/src/test/resources/golden"), name, read);
  }

  private static CodecFuzz format(String name, ValueReader reader, byte[] payload) {
    return new CodecFuzz(
        name, value -> reader.read(new RawRecord(KEY, value, TIME, "raw", 0, 0)), List.of(payload));
  }
}
