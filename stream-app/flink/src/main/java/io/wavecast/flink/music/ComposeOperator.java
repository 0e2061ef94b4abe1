package io.wavecast.flink.music;

import io.wavecast.core.chorale.Composer;
import io.wavecast.core.chorale.ParsedRequest;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.flink.Message;
import io.wavecast.flink.Outputs;
import io.wavecast.flink.metrics.FlinkMetrics;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.flink.operator.Alarm;
import io.wavecast.flink.operator.KeyedBytes;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Flink adapter for {@link Pipeline}. Composing goes on in slices of bounded time; between two of
 * them requests are read and barriers go by. After each slice the pieces are stored, so that a
 * checkpoint holds them as far as their notes went out before its barrier.
 */
final class ComposeOperator extends AbstractStreamOperator<Message>
    implements OneInputStreamOperator<ReadRequest, Message>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  private final ChoraleSettings settings;
  private final ModelSource<Composer> source;

  private transient boolean restored;
  private transient ModelSource.@Nullable Opened<Composer> model;

  @SuppressWarnings("NullAway.Init")
  private transient KeyedBytes store;

  @SuppressWarnings("NullAway.Init")
  private transient Pipeline<ParsedRequest> pipeline;

  @SuppressWarnings("NullAway.Init")
  private transient DeadLetters aside;

  @SuppressWarnings("NullAway.Init")
  private transient Alarm composing;

  ComposeOperator(ChoraleSettings settings, ModelSource<Composer> source) {
    this.settings = settings;
    this.source = source;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    store = new KeyedBytes(this, ChoraleJob.STATE, context.getKeyedStateStore());
    restored = context.isRestored();
  }

  @Override
  public void open() throws Exception {
    super.open();
    FlinkMetrics metrics = new FlinkMetrics(getMetricGroup());
    model = source.open(getRuntimeContext(), metrics);
    pipeline =
        settings
            .spec()
            .create(
                model.model(),
                new PipelineContext(store, this::forward, metrics, System::nanoTime));
    aside = settings.aside(metrics, LOG::warn);
    composing = new Alarm(getProcessingTimeService(), pipeline.linger(), now -> slice());
    if (restored) {
      pipeline.recover();
      goOn();
    }
    pipeline
        .gauges()
        .forEach(g -> metrics.gauge(g.metric(), g.value(), g.labels().toArray(String[]::new)));
  }

  @Override
  public void processElement(StreamRecord<ReadRequest> element) {
    ReadRequest read = element.getValue();
    pipeline
        .accept(new ParsedRequest(read.request(), read.timestamp()))
        .ifPresent(
            why ->
                output.collect(
                    Outputs.DEAD_LETTERS, new StreamRecord<>(read.source().reject(aside, why))));
    goOn();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) {
    pipeline.save();
  }

  /** No request comes any more: all are composed to their end. */
  @Override
  public void endInput() {
    while (pipeline.pending() > 0) {
      pipeline.flush();
    }
  }

  @Override
  public void close() throws Exception {
    if (model != null) {
      model.close();
      model = null;
    }
    super.close();
  }

  private void goOn() {
    if (pipeline.pending() > 0) {
      composing.set();
    }
  }

  private void slice() {
    pipeline.flush();
    goOn();
  }

  private void forward(OutputRecord event) {
    output.collect(new StreamRecord<>(Message.of(event), event.timestamp()));
  }
}
