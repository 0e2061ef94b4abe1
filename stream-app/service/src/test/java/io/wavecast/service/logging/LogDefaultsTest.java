package io.wavecast.service.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogDefaultsTest {
  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void threadContext() {
    context.setMDCAdapter(new LogbackMDCAdapter());
  }

  @Test
  void records_are_lines_on_stderr_and_libraries_are_quiet() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stderr = System.err;
    System.setErr(new PrintStream(bytes, true, UTF_8));
    try {
      assertThat(new LogDefaults().configure(context))
          .isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
      context.getLogger("wavecast").info("written\nof '{}'", "a");
      context.getLogger("io.wavecast.service.Some").info("left out");
      context.getLogger("org.apache.kafka.clients.NetworkClient").warn("left out");
      context.getLogger("org.apache.kafka.clients.Other").warn("of a client");
      context.getLogger("kafka.server.ReplicaManager").error("left out");
    } finally {
      System.setErr(stderr);
    }
    assertThat(bytes.toString(UTF_8).lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches("20\\d\\d-\\S+T\\S+ INFO  \\[.+] wavecast - written\\\\nof 'a'"),
            line ->
                assertThat(line).endsWith(" WARN  [main] o.a.kafka.clients.Other - of a client"));
  }

  @Test
  void a_file_named_by_the_jvms_property_counts_instead() {
    System.setProperty("logback.configurationFile", "own.xml");
    try {
      assertThat(new LogDefaults().configure(context))
          .isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
    } finally {
      System.clearProperty("logback.configurationFile");
    }
    assertThat(context.getLogger("io.wavecast").getLevel()).isNull();
  }

  @Test
  void the_process_uses_them() {
    assertThat(ServiceLoader.load(Configurator.class))
        .hasAtLeastOneElementOfType(LogDefaults.class);
    LoggerContext used = (LoggerContext) LoggerFactory.getILoggerFactory();
    assertThat(used.getLogger("kafka.server.ReplicaManager").getLevel()).isEqualTo(Level.OFF);
  }
}
