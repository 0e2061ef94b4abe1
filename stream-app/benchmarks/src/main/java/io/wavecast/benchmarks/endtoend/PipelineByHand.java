package io.wavecast.benchmarks.endtoend;

import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.core.stream.InputReader;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Observation;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The complete pipeline of the service: it judges, calibrates, alerts and meters. It writes no
 * states, runs no timers, and sends no headers.
 */
final class PipelineByHand implements HandWritten.Work {
  private final InputReader<Observation> reader;
  private final Pipeline<Observation> pipeline;

  PipelineByHand(
      Settings settings,
      Forecaster model,
      Metrics metrics,
      Consumer<ProducerRecord<byte[], byte[]>> out) {
    PipelineSpec<Observation, Forecasters> spec =
        PipelineSettings.forecasts(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    reader = new InputReader<>(spec.io().format());
    pipeline =
        spec.create(
            Forecasters.of(model),
            new PipelineContext(
                new InMemoryStore(),
                output -> out.accept(record(output)),
                metrics,
                System::nanoTime));
  }

  private static ProducerRecord<byte[], byte[]> record(OutputRecord output) {
    return new ProducerRecord<>(output.topic(), output.key(), output.value());
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    RawRecord source =
        new RawRecord(
            record.key(),
            record.value(),
            record.timestamp(),
            record.topic(),
            record.partition(),
            record.offset(),
            List.of());
    try {
      if (pipeline.accept(reader.read(source), source).isPresent()) {
        throw new IllegalStateException("late: " + source);
      }
    } catch (BadRecordException e) {
      throw new IllegalStateException("unreadable: " + source, e);
    }
  }

  @Override
  public void flush() {
    pipeline.flush();
  }
}
