package io.wavecast.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.ingest.IngestSpec;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.core.stream.InputReader;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.RawRecord;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * CPU time that reading one record takes: observations in the default format and by pointers, and
 * records of inputs in JSON and Protobuf, which are also written as observations. The forms take
 * turns, and the least of their runs counts, for a machine that does other work too.
 */
public final class InputCost {
  private static final long BEGIN = 1_767_225_600_000L;
  private static final int RECORDS = 1 << 14;
  private static final int REPEATS = 20;
  private static final int RUNS = 12;

  /** Message Sample with a text 'host' and a number 'value', as protoc describes it. */
  private static final byte[] DESCRIPTOR_SET =
      field(1, text(1, "s.proto"), field(4, message()), text(12, "proto3"));

  private InputCost() {}

  /** A form, the records in it, and what reads one. */
  private record Form(String name, List<RawRecord> records, Consumer<RawRecord> reader) {}

  /** Prints a line for each form. */
  public static void main(String[] args) throws IOException {
    Path descriptor = Files.createTempFile("sample", ".desc");
    Files.write(descriptor, DESCRIPTOR_SET);
    String inputs = "[{topics: raw, key: '{/host}', value: /data/value, timestamp: /at}]";
    String protobuf =
        "[{topics: raw, format: protobuf, descriptor: %s, message: Sample, key: '{/host}'}]";
    List<Form> forms =
        List.of(
            new Form("observations, plain", plain(), observations(Map.of())),
            new Form(
                "observations, by pointers",
                records(i -> "{\"at\":%d,\"data\":{\"value\":%s}}".formatted(BEGIN + i, value(i))),
                observations(Map.of("input.timestamp", "/at", "input.value", "/data/value"))),
            new Form(
                "observations, by pointers, with the series",
                json(),
                observations(
                    Map.of(
                        "input.series", "/host",
                        "input.timestamp", "/at",
                        "input.value", "/data/value"))),
            new Form("inputs, json", json(), inputs(inputs)),
            new Form("inputs, protobuf", messages(), inputs(protobuf.formatted(descriptor))));
    long[] least = new long[forms.size()];
    for (int run = 0; run < RUNS; run++) {
      for (int i = 0; i < forms.size(); i++) {
        long each = measure(forms.get(i));
        least[i] = run == 0 ? each : Math.min(least[i], each);
      }
    }
    for (int i = 0; i < forms.size(); i++) {
      System.out.printf("%s: %d ns of CPU per record%n", forms.get(i).name(), least[i]);
    }
    Files.delete(descriptor);
  }

  private static long measure(Form form) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < REPEATS; i++) {
      form.records().forEach(form.reader());
    }
    return (threads.getCurrentThreadCpuTime() - before) / (REPEATS * RECORDS);
  }

  private static Consumer<RawRecord> observations(Map<String, String> settings) {
    InputReader<?> reader =
        new InputReader<>(PipelineSettings.forecasts(Settings.of(settings), 1 << 20).io().format());
    return record -> reader.read(record);
  }

  private static Consumer<RawRecord> inputs(String list) {
    IngestSpec spec =
        PipelineSettings.inputs(Settings.of(Map.of("inputs", list)), 1 << 20).orElseThrow();
    Pipeline<String> pipeline =
        spec.create(
            NoModel.NONE,
            new PipelineContext(new InMemoryStore(), output -> {}, Metrics.NONE, () -> 0));
    InputReader<String> reader = new InputReader<>(spec.io().format());
    return record ->
        pipeline
            .accept(reader.read(record), record)
            .ifPresent(
                why -> {
                  throw new IllegalStateException(why.message());
                });
  }

  private static List<RawRecord> plain() {
    return records(i -> "{\"timestamp\":%d,\"value\":%s}".formatted(BEGIN + i, value(i)));
  }

  private static List<RawRecord> json() {
    return records(
        i ->
            "{\"host\":\"%s\",\"at\":%d,\"data\":{\"value\":%s}}"
                .formatted(host(i), BEGIN + i, value(i)));
  }

  private static List<RawRecord> records(IntFunction<String> value) {
    List<RawRecord> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      records.add(record(i, value.apply(i).getBytes(UTF_8)));
    }
    return records;
  }

  private static List<RawRecord> messages() {
    List<RawRecord> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      byte[] number =
          ByteBuffer.allocate(9)
              .order(ByteOrder.LITTLE_ENDIAN)
              .put((byte) (2 << 3 | 1))
              .putDouble(value(i))
              .array();
      records.add(record(i, joined(text(1, host(i)), number)));
    }
    return records;
  }

  private static RawRecord record(int i, byte[] value) {
    return new RawRecord(host(i).getBytes(UTF_8), value, BEGIN + i, "raw", 0, i);
  }

  private static String host(int i) {
    return "shop%02d.host%04d".formatted(i % 17, i % 1000);
  }

  private static double value(int i) {
    return 100 + Math.sin(i);
  }

  private static byte[] message() {
    byte[] host = joined(text(1, "host"), number(3, 1), number(4, 1), number(5, 9));
    byte[] value = joined(text(1, "value"), number(3, 2), number(4, 1), number(5, 1));
    return joined(text(1, "Sample"), field(2, host), field(2, value));
  }

  private static byte[] text(int tag, String text) {
    return field(tag, text.getBytes(UTF_8));
  }

  private static byte[] number(int tag, int number) {
    return new byte[] {(byte) (tag << 3), (byte) number};
  }

  /** A field of bytes, all together at most 127. */
  private static byte[] field(int tag, byte[]... parts) {
    byte[] all = joined(parts);
    return joined(new byte[] {(byte) (tag << 3 | 2), (byte) all.length}, all);
  }

  private static byte[] joined(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
