package io.wavecast.flink.music;

import io.wavecast.flink.Message;
import io.wavecast.schemas.chorale.ChoraleRequest;
import io.wavecast.schemas.chorale.ChoraleRequestCodec;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * A request that can be read, on the way to the subtask of its chorale. It is read again there:
 * that costs nothing beside composing.
 *
 * @param source the record that it stands in, which may still have to be set aside
 */
public record ReadRequest(String choraleId, Message source) {
  /** How Flink carries it. */
  static final TypeInformation<ReadRequest> TYPE =
      Types.POJO(ReadRequest.class, Map.of("choraleId", Types.STRING, "source", Message.TYPE));

  /**
   * @throws io.wavecast.schemas.BadRecordException when the record holds no request
   */
  static ReadRequest of(Message source) {
    return new ReadRequest(read(source).choraleId(), source);
  }

  ChoraleRequest request() {
    return read(source);
  }

  long timestamp() {
    return source.record().timestamp();
  }

  private static ChoraleRequest read(Message source) {
    return ChoraleRequestCodec.read(source.record().key(), source.record().value());
  }
}
