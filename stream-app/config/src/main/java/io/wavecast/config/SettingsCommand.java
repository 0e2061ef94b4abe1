package io.wavecast.config;

import io.wavecast.core.text.UsageException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command of {@code wavecast} with settings: flags, environment and file. */
public abstract class SettingsCommand implements Callable<Integer> {
  /** The root command, which knows where settings come from. */
  public interface Root {
    /**
     * The settings as given to a command.
     *
     * @throws UsageException when one is not allowed
     */
    Settings read(CommandSpec command);
  }

  /** What a record holds must not command a terminal. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\t]]");

  private final Set<Group> groups;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /**
   * @param groups the settings that are flags of this command, besides those of logs
   */
  protected SettingsCommand(Set<Group> groups) {
    this.groups = new HashSet<>(groups);
    this.groups.add(Group.LOGS);
  }

  /** The settings that are flags of this command. */
  public final Set<Group> groups() {
    return groups;
  }

  /**
   * The settings as given.
   *
   * @throws UsageException when one is not allowed
   */
  protected final Settings settings() {
    return ((Root) spec.root().userObject()).read(spec);
  }

  /** For results. */
  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Prints one line of the result. */
  protected final void print(String line) {
    out().println(printable(line));
    out().flush();
  }

  /** For progress and messages. */
  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Prints a message for the user. */
  protected final void tell(String message) {
    err().println("wavecast: " + printable(message));
    err().flush();
  }

  private static String printable(String text) {
    return CONTROL.matcher(text).replaceAll("\uFFFD");
  }
}
