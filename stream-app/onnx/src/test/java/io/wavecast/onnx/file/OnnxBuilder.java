package io.wavecast.onnx.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Builds small ONNX files byte by byte, after the message numbers of {@code onnx.proto}. */
public final class OnnxBuilder {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final Message graph = new Message();
  private final Message metadata = new Message();
  private int names;
  private int inputType = FLOAT;

  OnnxBuilder inputType(int type) {
    inputType = type;
    return this;
  }

  /** A dimension is an Integer, or a String for a free one. */
  public OnnxBuilder input(String name, Object... dims) {
    graph.message(11, value(name, inputType, dims));
    return this;
  }

  public OnnxBuilder output(String name, Object... dims) {
    graph.message(12, value(name, FLOAT, dims));
    return this;
  }

  public OnnxBuilder metadata(Map<String, String> lines) {
    lines.forEach((k, v) -> metadata.message(14, new Message().text(1, k).text(2, v)));
    return this;
  }

  public String floats(float[] values, long... dims) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return initializer(FLOAT, raw.array(), dims);
  }

  public String longs(long... values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return initializer(INT64, raw.array(), values.length);
  }

  /** A tensor whose values lie in another file. */
  String elsewhere(String location, long... dims) {
    String name = fresh();
    Message tensor = tensor(FLOAT, name, dims);
    tensor.message(13, new Message().text(1, "location").text(2, location)).number(14, 1);
    graph.message(5, tensor);
    return name;
  }

  private String initializer(int type, byte[] raw, long... dims) {
    String name = fresh();
    graph.message(5, tensor(type, name, dims).bytes(9, raw));
    return name;
  }

  private static Message tensor(int type, String name, long... dims) {
    Message tensor = new Message();
    for (long dim : dims) {
      tensor.number(1, dim);
    }
    return tensor.number(2, type).text(8, name);
  }

  /** Attributes are pairs of a name and a Long, a long[] or a String. */
  public String node(String op, List<String> inputs, Object... attributes) {
    return nodes(op, inputs, 1, attributes).get(0);
  }

  /** A node whose last of {@code outputs} outputs matters. */
  List<String> nodes(String op, List<String> inputs, int outputs, Object... attributes) {
    Message node = new Message();
    inputs.forEach(input -> node.text(1, input));
    List<String> out = java.util.stream.Stream.generate(this::fresh).limit(outputs).toList();
    out.forEach(name -> node.text(2, name));
    node.text(4, op);
    for (int i = 0; i < attributes.length; i += 2) {
      node.message(5, attribute((String) attributes[i], attributes[i + 1]));
    }
    graph.message(1, node);
    return out;
  }

  /** Gives a value the name of an output. */
  public OnnxBuilder alias(String from, String to) {
    graph.message(1, new Message().text(1, from).text(2, to).text(4, "Identity"));
    return this;
  }

  public byte[] bytes() {
    return new Message()
        .number(1, 8)
        .text(2, "wavecast-test")
        .message(7, graph)
        .message(8, new Message().text(1, "").number(2, 17))
        .append(metadata)
        .toBytes();
  }

  private String fresh() {
    return "t" + names++;
  }

  private static Message attribute(String name, Object value) {
    Message attribute = new Message().text(1, name);
    if (value instanceof Long number) {
      return attribute.number(3, number).number(20, 2);
    }
    if (value instanceof String text) {
      return attribute.text(4, text).number(20, 3);
    }
    for (long number : (long[]) value) {
      attribute.number(8, number);
    }
    return attribute.number(20, 7);
  }

  private static Message value(String name, int type, Object... dims) {
    Message shape = new Message();
    for (Object dim : dims) {
      Message dimension = new Message();
      if (dim instanceof Integer size) {
        dimension.number(1, size);
      } else {
        dimension.text(2, (String) dim);
      }
      shape.message(1, dimension);
    }
    Message tensor = new Message().number(1, type).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** A protobuf message under construction. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message bytes(int field, byte[] value) {
      varint((long) field << 3 | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.toBytes());
    }

    Message append(Message other) {
      out.writeBytes(other.toBytes());
      return this;
    }

    byte[] toBytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
