package io.wavecast.flink;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.OutputTag;

/**
 * What comes out of a part of the job, each message with the topic it is for.
 *
 * @param events in order within each key
 * @param deadLetters what could not be read
 */
public record Outputs(DataStream<Message> events, DataStream<Message> deadLetters) {
  /** The side output for what is set aside; its sink has the same uid. */
  public static final OutputTag<Message> DEAD_LETTERS =
      new OutputTag<>("dead-letters", Message.TYPE);
}
