package io.wavecast.flink;

import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.RawRecord;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** How Flink serializes records between tasks. */
public final class RecordTypes {
  static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  private static final TypeInformation<List<Header>> HEADERS =
      Types.LIST(Types.POJO(Header.class, Map.of("name", Types.STRING, "value", BYTES)));

  /** Records read from a topic. */
  public static final TypeInformation<RawRecord> RAW =
      Types.POJO(
          RawRecord.class,
          Map.of(
              "key", BYTES,
              "value", BYTES,
              "timestamp", Types.LONG,
              "topic", Types.STRING,
              "partition", Types.INT,
              "offset", Types.LONG,
              "headers", HEADERS));

  /** Records to write to a topic. */
  public static final TypeInformation<OutputRecord> OUTPUT =
      Types.POJO(
          OutputRecord.class,
          Map.of(
              "topic", Types.STRING,
              "key", BYTES,
              "value", BYTES,
              "headers", HEADERS,
              "timestamp", Types.LONG));

  /** Parsed inputs. */
  static final TypeInformation<ParsedInput> PARSED =
      Types.POJO(ParsedInput.class, Map.of("key", Types.STRING, "input", BYTES, "source", RAW));

  private RecordTypes() {}
}
