package io.wavecast.testkit.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes and reads values as serializers of a registry do, by Avro's own generic writers and
 * readers. Not thread-safe.
 */
public final class ForeignAvro {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final Map<Integer, Schema> schemas = new HashMap<>();

  /**
   * @param url of the registry's API
   */
  public ForeignAvro(String url) {
    this.url = url;
  }

  /** Registers a schema of Avro under a subject; returns its id. */
  public int register(String subject, String schema) throws InterruptedException {
    return register(subject, schema, "AVRO");
  }

  /** Registers a schema of a type, as the registry names it, under a subject; returns its id. */
  public int register(String subject, String schema, String type) throws InterruptedException {
    return register(subject, JSON.createObjectNode().put("schema", schema).put("schemaType", type));
  }

  /**
   * Registers a schema that names the first version of another one.
   *
   * @param name of the other one in the schema
   * @param other its subject
   */
  public int register(String subject, String schema, String type, String name, String other)
      throws InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("schema", schema).put("schemaType", type);
    body.putArray("references")
        .addObject()
        .put("name", name)
        .put("subject", other)
        .put("version", 1);
    return register(subject, body);
  }

  private int register(String subject, ObjectNode body) throws InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())))
        .get("id")
        .asInt();
  }

  /** The value of a record with these fields; others have their defaults. */
  public static byte[] write(int id, String text, Map<String, ?> fields) {
    Schema schema = new Schema.Parser().parse(text);
    try {
      return value(id, schema, record(schema, fields));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object record(Schema schema, Map<?, ?> fields) {
    GenericRecordBuilder record = new GenericRecordBuilder(schema);
    fields.forEach(
        (name, value) -> {
          Schema type = schema.getField(name.toString()).schema();
          boolean isRecord = type.getType() == Schema.Type.RECORD && value instanceof Map;
          record.set(name.toString(), isRecord ? record(type, (Map<?, ?>) value) : value);
        });
    return record.build();
  }

  /** The value of a datum that is given in Avro's JSON encoding. */
  public static byte[] write(int id, String text, String json) {
    Schema schema = new Schema.Parser().parse(text);
    try {
      return value(
          id,
          schema,
          new GenericDatumReader<>(schema)
              .read(null, DecoderFactory.get().jsonDecoder(schema, json)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] value(int id, Schema schema, Object datum) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream header = new DataOutputStream(bytes);
    header.writeByte(0);
    header.writeInt(id);
    BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<>(schema).write(datum, out);
    return bytes.toByteArray();
  }

  /** The fields of the record that a value holds, by the schema that it names; text as String. */
  public Map<String, Object> read(byte[] value) throws InterruptedException {
    int id = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
    Schema schema = schemas.get(id);
    if (schema == null) {
      JsonNode answer = send(HttpRequest.newBuilder(URI.create(url + "/schemas/ids/" + id)));
      schema = new Schema.Parser().parse(answer.get("schema").asText());
      schemas.put(id, schema);
    }
    try {
      GenericRecord record =
          new GenericDatumReader<GenericRecord>(schema)
              .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
      Map<String, Object> fields = new HashMap<>();
      for (Schema.Field field : schema.getFields()) {
        Object read = record.get(field.pos());
        fields.put(field.name(), read instanceof CharSequence ? read.toString() : read);
      }
      return fields;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode send(HttpRequest.Builder request) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
