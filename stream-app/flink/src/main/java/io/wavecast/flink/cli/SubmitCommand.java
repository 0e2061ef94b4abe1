package io.wavecast.flink.cli;

import io.wavecast.config.BuildVersion;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;

/** The job of the job jar, on the cluster that {@code flink run} or an operator chose. */
@Command(
    name = "wavecast-flink-job.jar",
    description = "The job, submitted to a Flink cluster.",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    abbreviateSynopsis = true,
    sortOptions = false)
final class SubmitCommand extends JobCommand {
  SubmitCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws Exception {
    Job job = job();
    Configuration configuration = job.configuration(null, FlinkOptions.NONE);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.configure(configuration, SubmitCommand.class.getClassLoader());
    job.build(env, configuration, false);
    env.executeAsync("wavecast");
    return 0;
  }
}
