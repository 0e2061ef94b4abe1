package io.wavecast.registry.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroReaderTest {
  private static final Schema ORDER =
      schema(
          """
          {"type": "record", "name": "Order", "fields": [
            {"name": "id", "type": "string"},
            {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
            {"name": "total", "type": ["null", "double"]},
            {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
            {"name": "tags", "type": {"type": "map", "values": "string"}},
            {"name": "lines", "type": {"type": "array", "items": {
              "type": "record", "name": "Line", "fields": [
                {"name": "count", "type": "int"}, {"name": "paid", "type": "boolean"}]}}}]}
          """);

  @Test
  void a_record_becomes_the_object_that_its_producer_meant() throws IOException {
    GenericData.Record line =
        new GenericData.Record(ORDER.getField("lines").schema().getElementType());
    line.put("count", -3);
    line.put("paid", true);
    GenericData.Record order = new GenericData.Record(ORDER);
    order.put("id", "a\"ü");
    order.put("at", 1_700_000_000_000L);
    order.put("total", 12.5);
    order.put("kind", new GenericData.EnumSymbol(ORDER.getField("kind").schema(), "B"));
    order.put("tags", java.util.Map.of("k", "v"));
    order.put("lines", List.of(line));

    assertThat(json(ORDER, binary(ORDER, order)))
        .isEqualTo(
            "{\"id\":\"a\\\"ü\",\"at\":1700000000000,\"total\":12.5,\"kind\":\"B\","
                + "\"tags\":{\"k\":\"v\"},\"lines\":[{\"count\":-3,\"paid\":true}]}");

    order.put("total", null);
    assertThat(json(ORDER, binary(ORDER, order))).contains("\"total\":null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "long | timestamp-micros | 1700000000123000 | 1700000000123",
        "long | timestamp-micros | 1700000000123456 | 1700000000123.456",
        "long | local-timestamp-nanos | 1700000000123456789 | 1700000000123.456789",
        "long | timestamp-micros | -1500 | -1.5",
        "long | time-micros | 2000 | 2",
        "int | time-millis | 2000 | 2000",
        "int | date | 20 | \"1970-01-21\""
      })
  void times_are_numbers_of_ms_and_dates_are_text(
      String type, String logical, long value, String expected) throws IOException {
    Schema schema = schema("{\"type\":\"%s\",\"logicalType\":\"%s\"}".formatted(type, logical));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EncoderFactory.get().directBinaryEncoder(bytes, null).writeLong(value);

    assertThat(json(schema, bytes.toByteArray())).isEqualTo(expected);
  }

  @Test
  void a_decimal_is_a_number_and_other_bytes_are_base64() {
    Schema decimal =
        schema("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9,\"scale\":2}");

    assertThat(json(decimal, new byte[] {4, 1, 0})).isEqualTo("2.56");
    assertThat(json(schema("\"bytes\""), new byte[] {4, 1, 0})).isEqualTo("\"AQA=\"");
    assertThat(json(schema("{\"type\":\"fixed\",\"name\":\"F\",\"size\":2}"), new byte[] {1, 0}))
        .isEqualTo("\"AQA=\"");
  }

  @Test
  void bytes_that_are_no_value_of_the_schema_are_malformed() {
    Schema text = schema("\"string\"");

    refused(text, Reason.MALFORMED, 2);
    refused(text, Reason.MALFORMED, 2, 'a', 'b');
    refused(text, Reason.MALFORMED, 3, 'a');
    refused(text, Reason.MALFORMED, -1, -1, -1, -1, 15, 'a');
    refused(schema("[\"null\",\"int\"]"), Reason.MALFORMED, 8);
    refused(schema("{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"]}"), Reason.MALFORMED, 2);
  }

  @Test
  void a_value_that_ends_too_early_is_named_so() {
    Schema text = schema("\"string\"");

    assertThatThrownBy(() -> json(text, new byte[] {6, 'a'}))
        .hasMessage("value must be Avro of its schema: it ends too early");
  }

  @Test
  void a_few_bytes_cannot_claim_many_elements_or_deep_nesting() {
    refused(
        schema("{\"type\":\"array\",\"items\":\"null\"}"),
        Reason.TOO_LARGE,
        -128,
        -128,
        -128,
        1,
        0);
    byte[] deep = new byte[100];
    java.util.Arrays.fill(deep, (byte) 2);
    Schema list =
        schema(
            "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"n\",\"type\":[\"null\",\"L\"]}]}");
    assertThatThrownBy(() -> json(list, deep)).hasMessage("value must nest at most 64 levels");
  }

  /** Each record holds the one before twice, so the last one stands for 2^45 of the first. */
  @Test
  void records_in_records_cannot_grow_without_bound() {
    StringBuilder types = new StringBuilder("[{\"type\":\"record\",\"name\":\"R0\",\"fields\":[]}");
    for (int i = 1; i <= 45; i++) {
      types.append(
          ",{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[{\"name\":\"a\",\"type\":\"R%d\"},{\"name\":\"b\",\"type\":\"R%d\"}]}"
              .formatted(i, i - 1, i - 1));
    }
    Schema bomb = schema(types + "]");

    assertThatThrownBy(() -> json(bomb, new byte[] {45 * 2}))
        .hasMessage("value must hold at most 100000 elements");
    assertThat(json(bomb, new byte[] {2 * 2}))
        .isEqualTo("{\"a\":{\"a\":{},\"b\":{}},\"b\":{\"a\":{},\"b\":{}}}");
  }

  @Test
  void long_names_of_a_schema_cannot_be_repeated_without_bound() {
    Schema names =
        schema(
            "{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"%s\",\"type\":\"null\"}]}}"
                .formatted("n".repeat(500_000)));

    assertThatThrownBy(() -> json(names, new byte[] {100, 0})) // 50 elements
        .hasMessage("value must hold at most 100000 elements");
    assertThat(json(names, new byte[] {2, 0})).hasSizeGreaterThan(500_000);
  }

  @Test
  void whatever_the_bytes_the_answer_is_json_or_a_rejection() throws IOException {
    GenericData.Record order = new GenericData.Record(ORDER);
    order.put("id", "abc");
    order.put("at", 1L);
    order.put("kind", new GenericData.EnumSymbol(ORDER.getField("kind").schema(), "A"));
    order.put("tags", java.util.Map.of("k", "v"));
    order.put("lines", List.of());
    byte[] valid = binary(ORDER, order);
    Random random = new Random(42);
    AvroReader reader = AvroReader.of(ORDER.toString(), List.of());

    for (int i = 0; i < 50_000; i++) {
      byte[] value = valid.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        value[random.nextInt(value.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(reader.read(value, 0).isObject()).isTrue();
      } catch (BadRecordException e) {
        assertThat(e.reason()).isIn(Reason.MALFORMED, Reason.TOO_LARGE);
      }
    }
  }

  private static void refused(Schema schema, Reason reason, int... bytes) {
    byte[] value = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      value[i] = (byte) bytes[i];
    }
    assertThatThrownBy(() -> json(schema, value))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static String json(Schema schema, byte[] value) {
    return AvroReader.of(schema.toString(), List.of()).read(value, 0).toString();
  }

  private static Schema schema(String text) {
    return new Schema.Parser().parse(text);
  }

  private static byte[] binary(Schema schema, Object datum) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<>(schema).write(datum, out);
    return bytes.toByteArray();
  }
}
