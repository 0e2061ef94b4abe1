package io.wavecast.flink.cli;

import io.wavecast.config.BuildVersion;
import picocli.CommandLine.Command;

/** {@code wavecast flink}. */
@Command(
    name = "flink",
    description = "Run the pipelines on Flink.",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    abbreviateSynopsis = true)
final class FlinkCommand {}
