package io.wavecast.registry.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.SplittableRandom;

/** Random messages of any type. Not thread-safe. */
final class RandomMessages {
  private final SplittableRandom random;

  RandomMessages(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * A message, some of whose fields are set.
   *
   * @param depth how far messages nest within it
   */
  DynamicMessage next(Descriptor type, int depth) {
    DynamicMessage.Builder out = DynamicMessage.newBuilder(type);
    boolean isEntry = type.getOptions().getMapEntry();
    for (FieldDescriptor field : type.getFields()) {
      boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (isMessage && depth == 0 || !isEntry && random.nextBoolean()) {
        continue;
      }
      if (field.isMapField()) {
        out.addRepeatedField(field, next(field.getMessageType(), depth - 1));
      } else if (field.isRepeated()) {
        for (int n = random.nextInt(4); n > 0; n--) {
          out.addRepeatedField(field, value(field, depth));
        }
      } else {
        out.setField(field, value(field, depth));
      }
    }
    return out.build();
  }

  private Object value(FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> random.nextInt() >> random.nextInt(32);
      case LONG -> random.nextLong() >> random.nextInt(64);
      case FLOAT -> (float) random.nextInt(1_000) / 8;
      case DOUBLE -> random.nextDouble();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> "x".repeat(random.nextInt(5)) + "ü";
      case BYTE_STRING -> ByteString.copyFromUtf8("b".repeat(random.nextInt(5)));
      case ENUM ->
          field
              .getEnumType()
              .getValues()
              .get(random.nextInt(field.getEnumType().getValues().size()));
      case MESSAGE -> next(field.getMessageType(), depth - 1);
    };
  }
}
