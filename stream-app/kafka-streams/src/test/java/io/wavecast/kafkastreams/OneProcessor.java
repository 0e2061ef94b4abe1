package io.wavecast.kafkastreams;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A processor after the other over one store, which stays as it is when the next one begins. */
final class OneProcessor implements AutoCloseable {
  private final KeyValueStore<String, byte[]> store;
  private MockProcessorContext<Object, Object> context = new MockProcessorContext<>();
  private Processor<byte[], byte[], Object, Object> processor = record -> {};
  private long offset;

  OneProcessor(String name) {
    store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
  }

  /** Lets a processor go on from what the store holds; the one before ends without a warning. */
  void begin(Processor<byte[], byte[], Object, Object> next) {
    context = new MockProcessorContext<>();
    if (!store.isOpen()) {
      store.init(context.getStateStoreContext(), store);
    }
    context.addStateStore(store);
    processor = next;
    processor.init(context);
  }

  void process(String topic, Record<byte[], byte[]> record) {
    context.setRecordMetadata(topic, 0, offset++);
    processor.process(record);
  }

  /** Lets all that is scheduled happen once; false where nothing is. */
  boolean punctuate() {
    boolean any = false;
    for (CapturedPunctuator scheduled : context.scheduledPunctuators()) {
      if (!scheduled.cancelled()) {
        scheduled.getPunctuator().punctuate(0);
        any = true;
      }
    }
    return any;
  }

  /** What went on since the last look. */
  List<CapturedForward<?, ?>> forwarded() {
    List<CapturedForward<?, ?>> all = new ArrayList<>(context.forwarded());
    context.resetForwards();
    return all;
  }

  @Override
  public void close() {
    processor.close();
    store.close();
  }
}
