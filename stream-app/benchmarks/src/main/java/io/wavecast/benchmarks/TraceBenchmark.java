package io.wavecast.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.Traces;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The trace context of one observation in a batch: taken from its headers, and put on its deviation
 * and its forecast.
 */
@SuppressWarnings("NullAway.Init")
public class TraceBenchmark extends ObservationBenchmark {
  private static final int BATCH = 64;

  /** Which headers observations have. */
  public enum Headers {
    NONE,
    OTHERS,
    PARENT,
    PARENT_AND_STATE
  }

  @Param public Headers headers;

  private final Traces traces = new Traces();
  private List<String> keys;
  private List<Header> each;
  private long time;

  @Setup
  public void make() {
    keys = IntStream.range(0, BATCH).mapToObj(i -> "group3.host" + i + ".cpu.usage").toList();
    Header parent =
        header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    each =
        switch (headers) {
          case NONE -> List.of();
          case OTHERS -> List.of(header("content-type", "application/json"), header("a", "b"));
          case PARENT -> List.of(parent);
          case PARENT_AND_STATE -> List.of(parent, header("tracestate", "rojo=00f067aa0ba902b7"));
        };
  }

  private static Header header(String name, String value) {
    return new Header(name, value.getBytes(US_ASCII));
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void observation(Blackhole outputs) {
    time++;
    for (String key : keys) {
      traces.add(key, time, each);
    }
    for (String key : keys) {
      outputs.consume(traces.of(key, time));
      outputs.consume(traces.of(key, time));
    }
    traces.clear();
  }
}
