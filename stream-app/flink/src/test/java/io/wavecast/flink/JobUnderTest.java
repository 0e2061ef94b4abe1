package io.wavecast.flink;

import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.testkit.contract.Letters;
import io.wavecast.testkit.contract.StreamUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/** The complete job in a cluster of this process, two subtasks per operator, over what was sent. */
final class JobUnderTest implements StreamUnderTest<OutputRecord> {
  private final PipelineJob<?, ?> job;
  private final List<RawRecord> sent = new ArrayList<>();
  private final List<OutputRecord> events = new ArrayList<>();
  private final List<OutputRecord> deadLetters = new ArrayList<>();

  JobUnderTest(PipelineJob<?, ?> job) {
    this.job = job;
  }

  @Override
  public void send(
      byte @Nullable [] key, byte @Nullable [] value, long timestamp, List<Header> headers) {
    sent.add(
        new RawRecord(key, value, timestamp, job.spec().io().input(), 0, sent.size(), headers));
  }

  @Override
  public void advance(Duration time) {
    throw new UnsupportedOperationException("a job has its own processing time");
  }

  @Override
  @SuppressWarnings("try") // closing the iterator may be interrupted
  public void settle() {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            2, Configuration.fromMap(Map.of("pipeline.generic-types", "false", "rest.port", "0")));
    PipelineJob.Outputs out =
        job.build(env.fromData(RecordTypes.RAW, sent.toArray(RawRecord[]::new)));
    try (CloseableIterator<OutputRecord> all =
        out.events().union(out.deadLetters()).executeAndCollect()) {
      all.forEachRemaining(
          record ->
              (record.topic().equals(job.spec().io().deadLetters()) ? deadLetters : events)
                  .add(record));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<OutputRecord> events() {
    return events;
  }

  @Override
  public List<DeadLetter> deadLetters() {
    return deadLetters.stream().map(Letters::of).toList();
  }

  @Override
  public void close() {}
}
