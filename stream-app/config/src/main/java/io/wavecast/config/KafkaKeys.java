package io.wavecast.config;

/** Which cluster. */
public final class KafkaKeys {
  private static final String SERVER = "(\\[[0-9a-fA-F:.]+]|[^,:\\s\\[\\]]+):\\d+";

  static final KeyRegistry KAFKA = new KeyRegistry(Group.KAFKA);

  public static final Key<String> BOOTSTRAP_SERVERS =
      Key.both(
              KAFKA,
              "bootstrap-servers",
              Type.text("HOST:PORT, several separated by commas", SERVER + "(," + SERVER + ")*"),
              "127.0.0.1:9092")
          .help("Brokers to ask for the cluster's addresses");

  private KafkaKeys() {}
}
