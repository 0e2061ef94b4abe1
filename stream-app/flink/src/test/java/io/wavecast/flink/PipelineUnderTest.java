package io.wavecast.flink;

import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.testkit.contract.Letters;
import io.wavecast.testkit.contract.StreamUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Any pipeline on Flink's operators, as a contract sees it. */
class PipelineUnderTest<E> implements StreamUnderTest.Restartable<E> {
  private static final Duration LONGEST_LINGER = Duration.ofSeconds(1);

  private final PipelineHarness<?, ?> harness;
  private final String topic;
  private final Function<OutputRecord, E> codec;
  private long offset;
  private long latest;
  private long committedOffset;

  PipelineUnderTest(PipelineJob<?, ?> job, Function<OutputRecord, E> codec) {
    this.harness = new PipelineHarness<>(job);
    this.topic = job.spec().io().input();
    this.codec = codec;
  }

  PipelineHarness<?, ?> harness() {
    return harness;
  }

  @Override
  public void send(
      byte @Nullable [] key, byte @Nullable [] value, long timestamp, List<Header> headers) {
    harness.send(new RawRecord(key, value, timestamp, topic, 0, offset++, headers));
    latest = Math.max(latest, timestamp);
    harness.watermark(latest);
  }

  @Override
  public void advance(Duration time) {
    harness.advance(time);
  }

  @Override
  public void settle() {
    do {
      harness.advance(LONGEST_LINGER);
    } while (harness.pending() > 0);
  }

  @Override
  public void commit() {
    harness.commit();
    committedOffset = offset;
  }

  @Override
  public void crash() {
    harness.crash();
    offset = committedOffset;
  }

  @Override
  public List<E> events() {
    return harness.events().stream().map(codec).toList();
  }

  @Override
  public List<DeadLetter> deadLetters() {
    return harness.deadLetters().stream().map(Letters::of).toList();
  }

  @Override
  public void close() {
    harness.close();
  }
}
