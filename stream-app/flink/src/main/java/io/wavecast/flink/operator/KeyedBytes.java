package io.wavecast.flink.operator;

import io.wavecast.core.stream.KeyedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that an operator keeps for each key, in Flink's keyed state. An engine looks at other
 * keys than that of the element at hand, so each call tells its key, which must be one of this
 * subtask's. Of the task's thread.
 */
public final class KeyedBytes implements KeyedStore {
  private final AbstractStreamOperator<?> operator;
  private final ValueStateDescriptor<byte[]> descriptor;
  private final ValueState<byte[]> state;

  /**
   * @param operator whose keys are texts
   * @param name of the state: a savepoint is restored by it
   * @param states of that operator
   */
  public KeyedBytes(AbstractStreamOperator<?> operator, String name, KeyedStateStore states) {
    this.operator = operator;
    this.descriptor =
        new ValueStateDescriptor<>(name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    this.state = states.getState(descriptor);
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
  public void put(String key, byte[] bytes) {
    operator.setCurrentKey(key);
    try {
      state.update(bytes);
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
              (key, one) -> visitor.accept(key, one.value()));
    } catch (Exception e) {
      throw new IllegalStateException("states can't be read", e);
    }
  }
}
