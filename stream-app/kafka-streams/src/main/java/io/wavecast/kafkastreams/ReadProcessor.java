package io.wavecast.kafkastreams;

import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.ReadStep;
import io.wavecast.kafkastreams.SourceRecord.Read;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.forecast.Observation;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Kafka Streams adapter for {@link ReadStep}: bytes to observations or dead letters. */
final class ReadProcessor implements Processor<byte[], byte[], Object, Object> {
  private final Stage stage;
  private final ReadStep step;

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

  ReadProcessor(Stage stage, ReadStep step) {
    this.stage = stage;
    this.step = step;
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
      observation = step.read(source);
      if (stage == Stage.BEFORE_ROUTING
          && !step.fits(source, SourceRecord.overhead(record.headers()))) {
        throw new BadRecordException(Reason.TOO_LARGE, "record is too large to be sent on");
      }
    } catch (BadRecordException e) {
      context.forward(
          SourceRecord.setAside(step.aside(), source, record, e), ForecastTopology.DEAD_LETTERS);
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
