package io.wavecast.core.aggregate;

import io.wavecast.core.stream.InputFormat;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.aggregate.RawEvent;
import io.wavecast.schemas.aggregate.RawEventCodec;

/** Raw events as the records of a topic. */
record RawEventInput() implements InputFormat<RawEvent> {
  @Override
  public RawEvent parse(RawRecord source) {
    return RawEventCodec.read(source.key(), source.value());
  }

  @Override
  public String key(RawEvent event) {
    return event.series();
  }
}
