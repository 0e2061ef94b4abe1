package io.wavecast.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.text.FailureException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  @TempDir Path dir;

  @Test
  void records_and_the_cluster_survive_a_stop() throws Exception {
    String cluster;
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(dir, 0))) {
      cluster = clusterId(broker.bootstrapServers());
      send(broker.bootstrapServers(), "first");
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(dir, 0))) {
      send(broker.bootstrapServers(), "second");

      assertThat(clusterId(broker.bootstrapServers())).isEqualTo(cluster);
      assertThat(records(broker.bootstrapServers())).containsExactly("first", "second");
    }
  }

  @Test
  void records_survive_kill_9() throws Exception {
    BrokerProcess killed = BrokerProcess.start(dir);
    send(killed.bootstrapServers(), "first");
    killed.kill();

    try (BrokerProcess broker = BrokerProcess.start(dir)) {
      send(broker.bootstrapServers(), "second");

      assertThat(records(broker.bootstrapServers())).containsExactly("first", "second");
    }
  }

  @Test
  void only_this_machine_can_connect() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(dir, 0))) {
      try (Socket ignored = new Socket(InetAddress.getByName("127.0.0.1"), broker.port())) {
        assertThat(ignored.isConnected()).isTrue();
      }
      for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InetAddress address : Collections.list(network.getInetAddresses())) {
          if (!address.isLoopbackAddress()) {
            assertThatThrownBy(() -> new Socket(address, broker.port()).close())
                .as("%s", address)
                .isInstanceOf(IOException.class);
          }
        }
      }
    }
  }

  @Test
  void a_busy_port_is_reported_in_one_line() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      BrokerSettings settings = new BrokerSettings(dir, other.getLocalPort());

      assertThatThrownBy(() -> EmbeddedBroker.start(settings))
          .isInstanceOf(FailureException.class)
          .hasMessageContaining("port " + other.getLocalPort() + " of 127.0.0.1 is busy")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void a_directory_serves_one_broker_at_a_time() {
    try (EmbeddedBroker first = EmbeddedBroker.start(new BrokerSettings(dir, 0))) {
      assertThatThrownBy(() -> EmbeddedBroker.start(new BrokerSettings(dir, 0)))
          .isInstanceOf(FailureException.class)
          .hasMessageContaining(dir + " is in use by another broker");
      assertThat(first.port()).isPositive();
    }
  }

  @Test
  void a_directory_of_another_node_is_reported_and_stays_unlocked() throws Exception {
    Files.writeString(
        dir.resolve("meta.properties"),
        "version=1\nnode.id=7\ncluster.id=AAAAAAAAAAAAAAAAAAAAAA\n");

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> EmbeddedBroker.start(new BrokerSettings(dir, 0)))
          .isInstanceOf(FailureException.class)
          .hasMessageContaining("can't start on data directory " + dir)
          .hasMessageContaining("7")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void a_file_in_place_of_the_directory_is_reported_in_one_line() throws Exception {
    Path file = Files.createFile(dir.resolve("file"));

    assertThatThrownBy(() -> EmbeddedBroker.start(new BrokerSettings(file, 0)))
        .isInstanceOf(FailureException.class)
        .hasMessage("data directory %s is a file", file);
    assertThatThrownBy(() -> EmbeddedBroker.start(new BrokerSettings(file.resolve("below"), 0)))
        .hasMessage("data directory %s/below can't be used: not a directory", file);
  }

  @Test
  void a_port_outside_the_range_is_rejected() {
    assertThatThrownBy(() -> new BrokerSettings(dir, 65_536))
        .hasMessage("port of the broker must be in 0..65535, got: 65536");
  }

  private static String clusterId(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      return admin.describeCluster().clusterId().get();
    }
  }

  private static void send(String bootstrap, String value) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      if (!admin.listTopics().names().get().contains("t")) {
        admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
      }
    }
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>("t", value)).get();
    }
  }

  private static List<String> records(String bootstrap) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("t", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
