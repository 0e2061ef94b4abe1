package io.wavecast.registry;

/** Under which subject a registry keeps the schema of an output topic. */
public enum Subjects {
  /** {@code TOPIC-value}: Confluent's TopicNameStrategy. */
  TOPIC_NAME {
    @Override
    String of(String topic, String record) {
      return topic + "-value";
    }
  },
  /** {@code TOPIC-RECORD}: Confluent's TopicRecordNameStrategy. */
  TOPIC_RECORD_NAME {
    @Override
    String of(String topic, String record) {
      return topic + "-" + record;
    }
  };

  /**
   * The subject.
   *
   * @param record full name of the record
   */
  abstract String of(String topic, String record);
}
