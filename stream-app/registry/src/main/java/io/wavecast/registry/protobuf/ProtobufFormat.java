package io.wavecast.registry.protobuf;

import io.wavecast.core.ingest.ValueFormat;
import io.wavecast.core.ingest.ValueReader;
import java.util.Arrays;
import java.util.Objects;

/**
 * Values that are messages of one type, without a schema registry. It holds the descriptor itself,
 * so that it can be read where the file is not, as in tasks of Flink.
 */
public final class ProtobufFormat implements ValueFormat {
  private static final long serialVersionUID = 1L;
  private static final byte[] NOTHING = {};

  private final byte[] descriptorSet;
  private final String message;

  /**
   * @param descriptorSet as {@code protoc --descriptor_set_out --include_imports} writes it, at
   *     most {@link DescriptorSet#MAX_BYTES} bytes
   * @param message full name of the type of all values
   * @throws IllegalArgumentException when there is no such message; the message says why, in one
   *     line
   */
  public ProtobufFormat(byte[] descriptorSet, String message) {
    this.descriptorSet = descriptorSet.clone();
    this.message = message;
    DescriptorSet.message(this.descriptorSet, message);
  }

  @Override
  public ValueReader open() {
    ProtobufReader reader = new ProtobufReader(DescriptorSet.message(descriptorSet, message));
    return record -> reader.read(Objects.requireNonNullElse(record.value(), NOTHING), 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProtobufFormat that
        && message.equals(that.message)
        && Arrays.equals(descriptorSet, that.descriptorSet);
  }

  @Override
  public int hashCode() {
    return Objects.hash(message, Arrays.hashCode(descriptorSet));
  }

  @Override
  public String toString() {
    return "protobuf " + message;
  }
}
