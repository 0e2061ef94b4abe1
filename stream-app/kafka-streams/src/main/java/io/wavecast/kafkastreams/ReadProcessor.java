package io.wavecast.kafkastreams;

import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.InputReader;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.kafkastreams.SourceRecord.Read;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.forecast.Observation;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Kafka Streams adapter for {@link InputReader}: bytes to observations or dead letters. */
final class ReadProcessor implements Processor<byte[], byte[], Object, Object> {
  private final Stage stage;
  private final InputReader<Observation> reader;
  private final DeadLetters deadLetters;

  @SuppressWarnings("NullAway.Init")
  private ProcessorContext<Object, Object> context;

  /** Where in the topology records are read. */
  enum Stage {
    /** The records' keys name the series: hand observations to the window. */
    DIRECT,
    /** The payload names the series: send the record on under it. */
    BEFORE_ROUTING,
    /** The same, arrived in the partition of its series: hand it to the window. */
    AFTER_ROUTING
  }

  ReadProcessor(Stage stage, InputReader<Observation> reader, DeadLetters deadLetters) {
    this.stage = stage;
    this.reader = reader;
    this.deadLetters = deadLetters;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RawRecord source =
        stage == Stage.AFTER_ROUTING
            ? SourceRecord.ofRouted(record)
            : SourceRecord.of(record, context.recordMetadata().orElseThrow());
    Observation observation;
    try {
      observation = reader.read(source);
      if (stage == Stage.BEFORE_ROUTING && !deadLetters.fits(source)) {
        throw new BadRecordException(Reason.TOO_LARGE, "record is too large to be sent on");
      }
    } catch (BadRecordException e) {
      context.forward(
          SourceRecord.to(deadLetters.of(source, Rejection.of(e))), ForecastTopology.DEAD_LETTERS);
      return;
    }
    String series = observation.series();
    if (stage == Stage.BEFORE_ROUTING) {
      context.forward(SourceRecord.routed(record, source, series), ForecastTopology.INTO_BY_SERIES);
    } else {
      Read read = new Read(observation, source);
      context.forward(
          new Record<>(series, read, record.timestamp(), record.headers()),
          ForecastTopology.WINDOW);
    }
  }
}
