package io.wavecast.lab.endtoend;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** CPU time of this process, by the work of its threads. */
public final class CpuByPart {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Map<Long, Long> byThread = new HashMap<>();
  private final Map<Long, Part> parts = new HashMap<>();
  private final long process;

  /** The work of a thread. */
  public enum Part {
    /** Reading, steps, states and model. */
    STREAM,
    /** Sending the events. */
    PRODUCER,
    BROKER,
    OTHER,
    /** Compiler and garbage collector. */
    JVM
  }

  private CpuByPart(long processCpuNanos) {
    process = processCpuNanos;
    for (long id : THREADS.getAllThreadIds()) {
      ThreadInfo info = THREADS.getThreadInfo(id);
      long cpu = THREADS.getThreadCpuTime(id);
      if (info != null && cpu >= 0) {
        byThread.put(id, cpu);
        parts.put(id, part(info.getThreadName()));
      }
    }
  }

  /** The times of this moment. */
  static CpuByPart now(long processCpuNanos) {
    return new CpuByPart(processCpuNanos);
  }

  /** The CPU time since an earlier moment per result, us. */
  Map<Part, Double> since(CpuByPart earlier, long n) {
    Map<Part, Double> nanos = new EnumMap<>(Part.class);
    byThread.forEach(
        (id, cpu) ->
            nanos.merge(
                parts.getOrDefault(id, Part.OTHER),
                (double) cpu - earlier.byThread.getOrDefault(id, 0L),
                Double::sum));
    double threads = nanos.values().stream().mapToDouble(Double::doubleValue).sum();
    nanos.put(Part.JVM, Math.max(0, process - earlier.process - threads));
    nanos.replaceAll((part, t) -> t / 1e3 / n);
    return nanos;
  }

  /** As text, the largest first, e.g. {@code STREAM 12.3, BROKER 4.5}. */
  static String text(Map<Part, Double> micros) {
    return micros.entrySet().stream()
        .sorted(Map.Entry.<Part, Double>comparingByValue().reversed())
        .map(e -> "%s %.1f".formatted(e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static Part part(String thread) {
    if (thread.contains("producer")) {
      return Part.PRODUCER;
    } else if (thread.contains("StreamThread")) {
      return Part.STREAM;
    } else if (thread.contains("kafka-request-handler")
        || thread.contains("kafka-network")
        || thread.contains("raft")
        || thread.contains("quorum-controller")
        || thread.contains("coordinator")
        || thread.contains("TxnMarker")
        || thread.contains("ToTxnSender")) {
      return Part.BROKER;
    }
    return Part.OTHER;
  }
}
