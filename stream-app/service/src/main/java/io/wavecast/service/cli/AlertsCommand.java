package io.wavecast.service.cli;

import picocli.CommandLine.Command;

/** {@code wavecast alerts}: what to do about alerts. */
@Command(
    name = "alerts",
    description = "Suggests rules for alerts, and teaches series what was normal.",
    subcommands = {AlertsSuggest.class, AlertsAck.class})
final class AlertsCommand extends CommandGroup {}
