package io.wavecast.flink;

import io.wavecast.core.stream.KeyedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * Flink adapter for {@link KeyedStore}, over keyed state. Pipelines also access keys other than
 * that of the current element, so each call sets the current key, which must belong to this
 * subtask. Not thread-safe.
 */
final class KeyedBytes implements KeyedStore {
  private final AbstractStreamOperator<?> operator;
  private final ValueStateDescriptor<byte[]> descriptor;
  private final ValueState<byte[]> state;

  /**
   * @param operator whose keys are strings
   * @param name of the state: a savepoint is restored by it
   */
  KeyedBytes(AbstractStreamOperator<?> operator, String name) {
    this.operator = operator;
    this.descriptor = new ValueStateDescriptor<>(name, RecordTypes.BYTES);
    this.state = operator.getKeyedStateStore().getState(descriptor);
  }

  @Override
  public byte @Nullable [] get(String key) {
    operator.setCurrentKey(key);
    try {
      return state.value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void put(String key, byte[] value) {
    operator.setCurrentKey(key);
    try {
      state.update(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void remove(String key) {
    operator.setCurrentKey(key);
    state.clear();
  }

  @Override
  public void forEach(BiConsumer<String, byte[]> visitor) {
    try {
      operator
          .<String>getKeyedStateBackend()
          .applyToAllKeys(
              VoidNamespace.INSTANCE,
              VoidNamespaceSerializer.INSTANCE,
              descriptor,
              (key, each) -> visitor.accept(key, each.value()));
    } catch (Exception e) {
      throw new IllegalStateException("keyed state cannot be read", e);
    }
  }
}
