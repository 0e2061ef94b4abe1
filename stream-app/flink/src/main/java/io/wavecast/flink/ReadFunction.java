package io.wavecast.flink;

import io.wavecast.core.forecast.ObservationInput;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.InputReader;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.flink.Message.Read;
import io.wavecast.flink.metrics.FlinkMetrics;
import io.wavecast.schemas.BadRecordException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flink adapter for {@link InputReader}: bytes to observations or dead letters. */
final class ReadFunction extends ProcessFunction<Message, Read> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ReadFunction.class);

  private final JobSettings settings;
  private final ObservationInput format;

  @SuppressWarnings("NullAway.Init")
  private transient DeadLetters deadLetters;

  ReadFunction(JobSettings settings) {
    this.settings = settings;
    this.format = new ObservationInput(settings.stream().format());
  }

  @Override
  public void open(OpenContext context) {
    deadLetters =
        settings.deadLetters(new FlinkMetrics(getRuntimeContext().getMetricGroup()), LOG::warn);
  }

  @Override
  public void processElement(Message message, Context context, Collector<Read> out) {
    try {
      Message source = settings.stream().latePolicy() == LatePolicy.DEAD_LETTER ? message : null;
      out.collect(Read.of(new InputReader<>(format).read(message.record()), source));
    } catch (BadRecordException e) {
      context.output(Outputs.DEAD_LETTERS, message.reject(deadLetters, e));
    }
  }
}
