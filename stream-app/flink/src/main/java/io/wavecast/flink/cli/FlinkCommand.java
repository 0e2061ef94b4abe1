package io.wavecast.flink.cli;

import picocli.CommandLine.Command;

/** {@code wavecast flink}. */
@Command(
    name = "flink",
    description = "Run the stream on Flink.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    abbreviateSynopsis = true,
    subcommands = RunCommand.class)
final class FlinkCommand {}
