package io.wavecast.flink.cli;

import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The job of the job jar: on the cluster that {@code flink run} or an operator chose. */
@Command(
    name = "wavecast-flink-job.jar",
    description = "The job, submitted to a Flink cluster.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    abbreviateSynopsis = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets it
final class SubmitCommand implements Callable<Integer> {
  @Mixin private Job job;

  @Override
  public Integer call() throws Exception {
    Configuration configuration = job.configuration(null, FlinkOptions.NONE);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.configure(configuration, SubmitCommand.class.getClassLoader());
    job.build(env, configuration, false);
    env.executeAsync("wavecast");
    return 0;
  }
}
