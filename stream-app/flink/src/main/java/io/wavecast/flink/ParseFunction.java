package io.wavecast.flink;

import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.InputFormat;
import io.wavecast.core.stream.InputReader;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.core.stream.TraceContext;
import io.wavecast.flink.metrics.FlinkMetrics;
import io.wavecast.schemas.BadRecordException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flink adapter for {@link InputReader}: records become inputs or dead letters. */
final class ParseFunction<I> extends ProcessFunction<RawRecord, ParsedInput> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ParseFunction.class);

  private final PipelineSpec<I, ?> spec;

  @SuppressWarnings("NullAway.Init")
  private transient InputReader<I> reader;

  @SuppressWarnings("NullAway.Init")
  private transient DeadLetters deadLetters;

  private transient boolean keepsSource;

  ParseFunction(PipelineSpec<I, ?> spec) {
    this.spec = spec;
  }

  @Override
  public void open(OpenContext context) {
    reader = new InputReader<>(spec.io().format());
    keepsSource = spec.io().mayReject();
    deadLetters =
        PipelineJob.deadLetters(
            spec, new FlinkMetrics(getRuntimeContext().getMetricGroup()), LOG::warn);
  }

  @Override
  public void processElement(RawRecord source, Context context, Collector<ParsedInput> out) {
    try {
      InputFormat<I> format = reader.format();
      I input = reader.read(source);
      boolean keep =
          keepsSource || format.needsSource(source) || !TraceContext.of(source.headers()).isEmpty();
      out.collect(
          new ParsedInput(format.key(input), format.encode(input, source), keep ? source : null));
    } catch (BadRecordException e) {
      context.output(PipelineJob.DEAD_LETTERS, deadLetters.of(source, Rejection.of(e)));
    }
  }
}
