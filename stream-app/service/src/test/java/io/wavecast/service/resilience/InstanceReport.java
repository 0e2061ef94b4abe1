package io.wavecast.service.resilience;

import io.wavecast.onnx.support.DaemonThreads;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** For a process: prints its number of active tasks when that changes, and what is restored. */
final class InstanceReport implements StateRestoreListener {
  static final String TASKS = "TASKS ";
  static final String RESTORED = "RESTORED ";

  private final KafkaStreams streams;
  private int tasks = -1;

  private InstanceReport(KafkaStreams streams) {
    this.streams = streams;
  }

  static InstanceReport of(KafkaStreams streams) {
    InstanceReport report = new InstanceReport(streams);
    streams.setGlobalStateRestoreListener(report);
    return report;
  }

  void start() {
    var unused =
        DaemonThreads.scheduler("report")
            .scheduleWithFixedDelay(this::look, 0, 50, TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (streams.state() == KafkaStreams.State.RUNNING) {
      int now =
          streams.metadataForLocalThreads().stream()
              .mapToInt(thread -> thread.activeTasks().size())
              .sum();
      if (now != tasks) {
        tasks = now;
        System.out.println(TASKS + now);
      }
    }
  }

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
    // the end is what counts
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long end, long n) {
    // the end is what counts
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long total) {
    System.out.println(RESTORED + total);
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long total) {
    System.out.println(RESTORED + total);
  }
}
