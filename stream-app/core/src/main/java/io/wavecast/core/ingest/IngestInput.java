package io.wavecast.core.ingest;

import io.wavecast.core.stream.InputFormat;
import io.wavecast.core.stream.RawRecord;

/**
 * Raw records, keyed by the partition that they come from, which keeps their order. The pipeline
 * reads the record itself, so an input is only that key.
 */
record IngestInput() implements InputFormat<String> {
  private static final byte[] NOTHING = {};

  @Override
  public String parse(RawRecord source) {
    return source.topic() + '-' + source.partition();
  }

  @Override
  public String key(String partition) {
    return partition;
  }

  @Override
  public byte[] encode(String partition, RawRecord source) {
    return NOTHING;
  }

  @Override
  public String decode(String partition, byte[] bytes) {
    return partition;
  }
}
