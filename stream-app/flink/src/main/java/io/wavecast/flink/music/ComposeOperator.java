package io.wavecast.flink.music;

import io.wavecast.core.chorale.ChoraleEngine;
import io.wavecast.core.chorale.Composer;
import io.wavecast.core.chorale.PieceStore;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.flink.Message;
import io.wavecast.flink.Outputs;
import io.wavecast.flink.metrics.FlinkMetrics;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.flink.operator.Alarm;
import io.wavecast.flink.operator.KeyedBytes;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.chorale.ChoraleEvent;
import io.wavecast.schemas.chorale.ChoraleEventCodec;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Flink adapter for {@link ChoraleEngine}. Composing goes on in slices of bounded time; between two
 * of them requests are read and barriers go by. After each slice the pieces are stored, so that a
 * checkpoint holds them as far as their notes went out before its barrier.
 */
final class ComposeOperator extends AbstractStreamOperator<Message>
    implements OneInputStreamOperator<ReadRequest, Message>, BoundedOneInput, PieceStore {
  private static final long serialVersionUID = 1L;

  /** How often a slice begins while pieces are unfinished. */
  private static final Duration PAUSE = Duration.ofMillis(1);

  /** Runs of the model after which the clock is looked at, and pieces are stored. */
  private static final int STEPS = 16;

  private final ChoraleSettings settings;
  private final ModelSource<Composer> source;

  private transient boolean restored;
  private transient ModelSource.@Nullable Opened<Composer> model;

  @SuppressWarnings("NullAway.Init")
  private transient KeyedBytes store;

  @SuppressWarnings("NullAway.Init")
  private transient ChoraleEngine engine;

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
    engine = new ChoraleEngine(model.model(), this, this::forward, metrics);
    aside = settings.aside(metrics, LOG::warn);
    composing = new Alarm(getProcessingTimeService(), PAUSE, now -> slice());
    if (restored) {
      engine.recover();
      goOn();
    }
    metrics.gauge(Metric.CHORALES_UNFINISHED, engine::unfinished);
  }

  @Override
  public void processElement(StreamRecord<ReadRequest> element) {
    ReadRequest read = element.getValue();
    try {
      engine.accept(read.request(), read.timestamp());
    } catch (BadRecordException e) {
      output.collect(Outputs.DEAD_LETTERS, new StreamRecord<>(read.source().reject(aside, e)));
    }
    goOn();
  }

  /** No request comes any more: all are composed to their end. */
  @Override
  public void endInput() {
    while (engine.unfinished() > 0) {
      engine.compose(STEPS);
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
    if (engine.unfinished() > 0) {
      composing.set();
    }
  }

  private void slice() {
    long most = settings.slice().toNanos();
    long begin = System.nanoTime();
    do {
      engine.compose(STEPS);
    } while (engine.unfinished() > 0 && System.nanoTime() - begin < most);
    goOn();
  }

  private void forward(ChoraleEvent event, long eventTime) {
    Message message =
        Message.to(
            settings.topics().notes(),
            event.choraleId(),
            ChoraleEventCodec.write(event),
            eventTime);
    output.collect(new StreamRecord<>(message, eventTime));
  }

  @Override
  public void put(String choraleId, byte[] piece) {
    store.put(choraleId, piece);
  }

  @Override
  public void remove(String choraleId) {
    store.remove(choraleId);
  }

  @Override
  public void forEach(BiConsumer<String, byte[]> visitor) {
    store.forEach(visitor);
  }
}
