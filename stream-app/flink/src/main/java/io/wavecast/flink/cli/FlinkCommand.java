package io.wavecast.flink.cli;

import picocli.CommandLine.Command;

/** {@code wavecast flink}. */
@Command(
    name = "flink",
    description = "Run the pipelines on Flink.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    abbreviateSynopsis = true)
final class FlinkCommand {}
