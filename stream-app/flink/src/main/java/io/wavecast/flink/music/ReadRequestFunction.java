package io.wavecast.flink.music;

import io.wavecast.core.stream.DeadLetters;
import io.wavecast.flink.Message;
import io.wavecast.flink.Outputs;
import io.wavecast.flink.metrics.FlinkMetrics;
import io.wavecast.schemas.BadRecordException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bytes to requests, which name their chorale, or to dead letters. */
final class ReadRequestFunction extends ProcessFunction<Message, ReadRequest> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ReadRequestFunction.class);

  private final ChoraleSettings settings;

  @SuppressWarnings("NullAway.Init")
  private transient DeadLetters aside;

  ReadRequestFunction(ChoraleSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    aside = settings.aside(new FlinkMetrics(getRuntimeContext().getMetricGroup()), LOG::warn);
  }

  @Override
  public void processElement(Message message, Context context, Collector<ReadRequest> out) {
    try {
      out.collect(ReadRequest.of(message));
    } catch (BadRecordException e) {
      context.output(Outputs.DEAD_LETTERS, message.reject(aside, e));
    }
  }
}
