package io.wavecast.kafka.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.ingest.IngestSpec;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.UnavailableException;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.testkit.contract.LocalStream;
import io.wavecast.testkit.registry.ForeignAvro;
import io.wavecast.testkit.registry.ForeignProtobuf;
import io.wavecast.testkit.registry.Gate;
import io.wavecast.testkit.registry.StandInRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Inputs whose values are in the wire format of a schema registry. */
class RegistryInputsTest {
  private static final String ORDER =
      """
      {"type": "record", "name": "Order", "fields": [
        {"name": "customer", "type": {"type": "record", "name": "Customer", "fields": [
          {"name": "region", "type": "string"}]}},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "total", "type": ["null", "double"]}]}
      """;
  private static final String PROTO =
      " message Order { Customer customer = 1; int64 at = 2; double total = 3; }"
          + " message Customer { string region = 1; }";
  private static final ForeignProtobuf PROTOBUF =
      new ForeignProtobuf(
          """
          name: "order.proto" syntax: "proto3"
          message_type { name: "Order"
            field { name: "customer" number: 1 label: LABEL_OPTIONAL type: TYPE_MESSAGE
                    type_name: ".Customer" }
            field { name: "at" number: 2 label: LABEL_OPTIONAL type: TYPE_INT64 }
            field { name: "total" number: 3 label: LABEL_OPTIONAL type: TYPE_DOUBLE } }
          message_type { name: "Customer"
            field { name: "region" number: 1 label: LABEL_OPTIONAL type: TYPE_STRING } }
          """);
  private static final String INPUTS =
      "[{name: orders, topics: orders, format: %s, key: 'orders.{/customer/region}',"
          + " value: /total, timestamp: /at}]";

  private final StandInRegistry registry = new StandInRegistry();
  private final Gate gate = new Gate(URI.create(registry.url()).getPort());

  @AfterEach
  void close() {
    gate.close();
    registry.close();
  }

  @Test
  void avro_records_become_observations_of_their_series() throws Exception {
    int id = new ForeignAvro(registry.url()).register("orders-value", ORDER);
    LocalStream<String, NoModel, OutputRecord> stream = stream("avro", registry.url());

    send(stream, order(id, "eu", 1_000, "{\"double\":12.5}"));
    send(stream, order(id, "us", 2_000, "{\"double\":3}"));

    assertThat(written(stream))
        .containsExactly(
            "wavecast.observations orders.eu {\"timestamp\":1000,\"value\":12.5}",
            "wavecast.observations orders.us {\"timestamp\":2000,\"value\":3.0}");
    assertThat(stream.deadLetters()).isEmpty();
  }

  @Test
  void a_value_that_does_not_fit_or_has_an_unknown_schema_is_dead_lettered() throws Exception {
    int id = new ForeignAvro(registry.url()).register("orders-value", ORDER);
    LocalStream<String, NoModel, OutputRecord> stream = stream("avro", registry.url());
    byte[] whole = order(id, "eu", 1_000, "{\"double\":1}");
    byte[] unknown = order(77, "eu", 1_000, "{\"double\":1}");

    send(stream, unknown);
    send(stream, Arrays.copyOf(whole, whole.length - 1));
    send(stream, "{\"total\":1}".getBytes(UTF_8));
    send(stream, order(id, "eu", 1_000, "null"));
    send(stream, whole);

    assertThat(written(stream))
        .containsExactly("wavecast.observations orders.eu {\"timestamp\":1000,\"value\":1.0}");
    assertThat(stream.deadLetters())
        .extracting(letter -> letter.reason().label())
        .containsExactly("unknown-schema", "malformed", "malformed", "missing-field");
    assertThat(stream.deadLetters())
        .extracting(DeadLetter::message)
        .allMatch(message -> message.startsWith("input 'orders': "));
    assertThat(stream.deadLetters().get(0).message())
        .isEqualTo("input 'orders': schema 77 is not known to the schema registry");
    assertThat(stream.deadLetters().get(0).value()).isEqualTo(unknown);
  }

  @Test
  void while_the_registry_is_away_nothing_is_lost_and_nothing_dead_lettered() throws Exception {
    int id = new ForeignAvro(registry.url()).register("orders-value", ORDER);
    byte[] order = order(id, "eu", 1_000, "{\"double\":12.5}");
    LocalStream<String, NoModel, OutputRecord> stream =
        stream("avro", "http://127.0.0.1:" + gate.port());

    assertThatThrownBy(() -> send(stream, order)).isInstanceOf(UnavailableException.class);
    assertThat(stream.deadLetters()).isEmpty();
    assertThat(stream.events()).isEmpty();

    gate.open();
    send(stream, order);

    assertThat(stream.deadLetters()).isEmpty();
    assertThat(written(stream)).hasSize(1);
  }

  @Test
  void json_behind_an_id_needs_a_schema_of_its_type() throws Exception {
    int avro = new ForeignAvro(registry.url()).register("orders-value", ORDER);
    int json =
        new ForeignAvro(registry.url()).register("orders-json", "{\"type\":\"object\"}", "JSON");
    byte[] text = "{\"customer\":{\"region\":\"eu\"},\"at\":1000,\"total\":2}".getBytes(UTF_8);
    LocalStream<String, NoModel, OutputRecord> stream = stream("json-schema", registry.url());

    send(stream, behind(json, text));
    send(stream, behind(avro, text));

    assertThat(written(stream))
        .containsExactly("wavecast.observations orders.eu {\"timestamp\":1000,\"value\":2.0}");
    assertThat(stream.deadLetters())
        .singleElement()
        .extracting(DeadLetter::message)
        .isEqualTo("input 'orders': schema " + avro + " is of type AVRO, not JSON");
  }

  @Test
  void protobuf_records_become_observations_also_by_a_newer_schema() throws Exception {
    ForeignAvro foreign = new ForeignAvro(registry.url());
    int old = foreign.register("orders-value", "syntax = \"proto3\";" + PROTO, "PROTOBUF");
    int newer =
        foreign.register(
            "orders-value",
            "syntax = \"proto3\";" + PROTO.replace("double total", "string note = 9; double total"),
            "PROTOBUF");
    LocalStream<String, NoModel, OutputRecord> stream = stream("protobuf", registry.url());

    send(stream, PROTOBUF.write(old, "Order", "customer { region: 'eu' } at: 1000 total: 12.5"));
    send(stream, PROTOBUF.write(newer, "Order", "customer { region: 'us' } at: 2000"));

    assertThat(written(stream))
        .containsExactly(
            "wavecast.observations orders.eu {\"timestamp\":1000,\"value\":12.5}",
            "wavecast.observations orders.us {\"timestamp\":2000,\"value\":0.0}");
    assertThat(stream.deadLetters()).isEmpty();
  }

  @Test
  void protobuf_that_does_not_fit_is_dead_lettered_with_its_reason() throws Exception {
    ForeignAvro foreign = new ForeignAvro(registry.url());
    int id = foreign.register("orders-value", "syntax = \"proto3\";" + PROTO, "PROTOBUF");
    int broken = foreign.register("other-value", "message {", "PROTOBUF");
    LocalStream<String, NoModel, OutputRecord> stream = stream("protobuf", registry.url());
    byte[] whole = PROTOBUF.write(id, "Order", "customer { region: 'eu' } at: 1000 total: 1");

    send(stream, Arrays.copyOf(whole, whole.length - 1));
    send(stream, PROTOBUF.write(id, "Customer", "region: 'eu'"));
    send(stream, PROTOBUF.write(broken, "Order", ""));
    send(stream, PROTOBUF.write(77, "Order", ""));
    send(stream, PROTOBUF.write("Order", "total: 1"));
    send(stream, PROTOBUF.write(id, "Order", "at: 1000 total: 1"));
    send(stream, whole);

    assertThat(written(stream)).hasSize(1);
    assertThat(stream.deadLetters())
        .extracting(letter -> letter.reason().label())
        .containsExactly(
            "malformed",
            "missing-field",
            "unknown-schema",
            "unknown-schema",
            "malformed",
            "missing-field");
    assertThat(stream.deadLetters().get(5).message())
        .isEqualTo("input 'orders': field '/customer/region' is missing");
  }

  private static LocalStream<String, NoModel, OutputRecord> stream(String format, String url) {
    Settings settings =
        Settings.of(Map.of("inputs", INPUTS.formatted(format), "schema.registry.url", url));
    IngestSpec spec = PipelineSettings.inputs(settings, 1_000_000).orElseThrow();
    return new LocalStream<>(
        TopicFormats.of(settings).translated(spec), NoModel.NONE, Function.identity());
  }

  private static byte[] order(int id, String region, long at, String total) {
    return ForeignAvro.write(
        id,
        ORDER,
        "{\"customer\":{\"region\":\"%s\"},\"at\":%d,\"total\":%s}".formatted(region, at, total));
  }

  private static byte[] behind(int id, byte[] payload) {
    return ByteBuffer.allocate(5 + payload.length).put((byte) 0).putInt(id).put(payload).array();
  }

  private static void send(LocalStream<?, ?, ?> stream, byte[] value) {
    stream.send(null, value, 5_000, List.of());
  }

  private static List<String> written(LocalStream<?, ?, OutputRecord> stream) {
    return stream.events().stream()
        .map(o -> "%s %s %s".formatted(o.topic(), text(o.key()), text(o.value())))
        .toList();
  }

  private static String text(byte[] bytes) {
    return new String(Objects.requireNonNull(bytes), UTF_8);
  }
}
