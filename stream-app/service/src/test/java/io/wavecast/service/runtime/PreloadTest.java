package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.process.ChildJvm;
import java.util.List;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDB;

class PreloadTest {
  private static final String LOADED = "LOADED ";
  private static final List<String> LOG = List.of("-Xmx256m", "-Xlog:class+load:stdout");

  @Test
  void clients_and_the_library_of_the_states_are_loaded_in_a_thread_of_its_own() throws Exception {
    try (ChildJvm jvm = ChildJvm.start(Preloading.class, LOG)) {
      assertThat(jvm.await(LOADED))
          .as("library of the states before and after")
          .isEqualTo("false, true");

      assertThat(jvm.end()).as("%s", jvm.output()).isZero();
      String log = String.join("\n", jvm.output());
      assertThat(
              List.of(
                  ApiKeys.class,
                  AdminClientConfig.class,
                  StreamsConfig.class,
                  ConsumerConfig.class,
                  ProducerConfig.class))
          .allSatisfy(type -> assertThat(log).contains(type.getName() + " source:"));
    }
  }

  /** A process that preloads and does nothing else. */
  static final class Preloading {
    private Preloading() {}

    public static void main(String[] args) throws Exception {
      boolean before = RocksDB.rocksdbVersion() != null;
      Preload.begin();
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals(Preload.THREAD)) {
          thread.join();
        }
      }
      System.out.println(LOADED + before + ", " + (RocksDB.rocksdbVersion() != null));
    }
  }
}
