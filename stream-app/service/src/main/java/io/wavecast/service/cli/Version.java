package io.wavecast.service.cli;

import io.wavecast.config.Build;
import io.wavecast.onnx.run.Device;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.IVersionProvider;

/** The version and the commit, and the versions of what Wavecast runs on. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    return new String[] {
      Build.current().toString(),
      "Java %s, Kafka client %s, ONNX Runtime %s"
          .formatted(Runtime.version(), kafka(), Device.runtimeVersion())
    };
  }

  private static String kafka() throws IOException {
    Properties properties = new Properties();
    try (InputStream in =
        CommonClientConfigs.class.getResourceAsStream("/kafka/kafka-version.properties")) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }
}
