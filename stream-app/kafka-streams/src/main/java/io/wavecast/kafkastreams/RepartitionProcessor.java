package io.wavecast.kafkastreams;

import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.InputFormat;
import io.wavecast.core.stream.InputReader;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Forwards records under the key that their payload names; others are dead-lettered. */
final class RepartitionProcessor<I> implements Processor<byte[], byte[], Object, Object> {
  private final InputReader<I> reader;
  private final DeadLetters deadLetters;
  private final String next;
  private final String sink;

  @SuppressWarnings("NullAway.Init")
  private ProcessorContext<Object, Object> context;

  @SuppressWarnings("NullAway.Init")
  private CommitTimer commits;

  /**
   * @param next the node that takes records under their key
   * @param sink the node that takes dead letters
   */
  RepartitionProcessor(InputFormat<I> format, DeadLetters deadLetters, String next, String sink) {
    this.reader = new InputReader<>(format);
    this.deadLetters = deadLetters;
    this.next = next;
    this.sink = sink;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    commits = new CommitTimer(context);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    commits.changed();
    RawRecord source = StreamRecords.source(record, context);
    try {
      String key = reader.format().key(reader.read(source));
      if (deadLetters.fits(source)) {
        context.forward(StreamRecords.toRepartition(source, key), next);
      } else {
        reject(source, new Rejection(Reason.TOO_LARGE, "record is too large to be repartitioned"));
      }
    } catch (BadRecordException e) {
      reject(source, Rejection.of(e));
    }
  }

  private void reject(RawRecord source, Rejection why) {
    context.forward(
        StreamRecords.output(deadLetters.of(source, why), System.currentTimeMillis()), sink);
  }
}
