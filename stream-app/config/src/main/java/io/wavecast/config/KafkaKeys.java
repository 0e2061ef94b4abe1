package io.wavecast.config;

/** Which cluster. */
public final class KafkaKeys {
  /** 1..65535. */
  private static final String PORT =
      "([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";

  private static final String SERVER = "(\\[[0-9a-fA-F:.]+]|[^,:\\s\\[\\]]+):" + PORT;

  static final KeyRegistry KAFKA = new KeyRegistry(Group.KAFKA);

  public static final Key<String> BOOTSTRAP_SERVERS =
      Key.both(
              KAFKA,
              "bootstrap.servers",
              Type.text("HOST:PORT, several separated by commas", SERVER + "(," + SERVER + ")*"),
              "127.0.0.1:9092")
          .help("Brokers to ask for the cluster's addresses");

  private KafkaKeys() {}
}
