package io.wavecast.flink;

import io.wavecast.core.stream.ReadStep;
import io.wavecast.flink.Message.Read;
import io.wavecast.flink.metrics.FlinkMetrics;
import io.wavecast.schemas.BadRecordException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flink adapter for {@link ReadStep}: bytes to observations or dead letters. */
final class ReadFunction extends ProcessFunction<Message, Read> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ReadFunction.class);

  private final JobSettings settings;

  @SuppressWarnings("NullAway.Init")
  private transient ReadStep step;

  ReadFunction(JobSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    step = settings.reading(new FlinkMetrics(getRuntimeContext().getMetricGroup()), LOG::warn);
  }

  @Override
  public void processElement(Message message, Context context, Collector<Read> out) {
    try {
      Message source = settings.stream().setsLateAside() ? message : null;
      out.collect(Read.of(step.read(message.record()), source));
    } catch (BadRecordException e) {
      context.output(
          Outputs.DEAD_LETTERS, message.setAside(step.aside(), e, settings.topics().deadLetters()));
    }
  }
}
