package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.flink.kafka.KafkaSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FlinkOptionsTest {
  private static final KafkaSettings KAFKA =
      new KafkaSettings("b:1", "app", true, KafkaSettings.DEFAULT_TRANSACTION_TIMEOUT, Map.of());

  @TempDir Path dir;

  @BeforeEach
  void createCheckpoint() throws Exception {
    Path checkpoint = Files.createDirectories(dir.resolve("job/chk-1"));
    Files.createFile(checkpoint.resolve("_metadata"));
  }

  @Test
  void the_newest_checkpoint_is_the_jobs_own() {
    Configuration all = configuration();

    assertThat(all.get(StateRecoveryOptions.SAVEPOINT_PATH)).endsWith("job/chk-1");
    assertThat(all.get(StateRecoveryOptions.RESTORE_MODE)).isEqualTo(RecoveryClaimMode.CLAIM);
  }

  @Test
  void a_savepoint_set_by_flinks_own_key_is_kept_and_stays_the_users() {
    Configuration all = configuration("-D", "execution.state-recovery.path=file:/mine");

    assertThat(all.get(StateRecoveryOptions.SAVEPOINT_PATH)).isEqualTo("file:/mine");
    assertThat(all.get(StateRecoveryOptions.RESTORE_MODE)).isNotEqualTo(RecoveryClaimMode.CLAIM);
  }

  private Configuration configuration(String... args) {
    FlinkOptions options = CommandLine.populateCommand(new FlinkOptions(), args);
    return options.configuration(dir.toUri().toString(), FlinkOptions.NEWEST, KAFKA);
  }
}
