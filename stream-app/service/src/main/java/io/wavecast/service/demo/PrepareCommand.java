package io.wavecast.service.demo;

import io.wavecast.config.Group;
import io.wavecast.config.GroupKeys;
import io.wavecast.config.GroupProtocol;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.service.cli.ConfiguredCommand;
import io.wavecast.service.cli.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import picocli.CommandLine.Command;

/**
 * {@code wavecast prepare}: stores the classes that {@code serve} loads up to its first forecast in
 * an archive of the JVM's class data sharing (JEP 350), which the launcher uses.
 */
@Command(
    name = "prepare",
    description =
        "Makes later starts of an installed release faster: runs serve once, on the embedded"
            + " broker, and stores the classes that it loads in lib/cds (60 MB). Repeat it after a"
            + " change of the Java runtime: an archive of another one is ignored; and with another"
            + " group protocol, which needs other classes.")
final class PrepareCommand extends ConfiguredCommand {
  PrepareCommand() {
    super(Set.of(Group.INSTANCES));
  }

  @Override
  public Integer call() {
    GroupProtocol protocol = settings().get(GroupKeys.PROTOCOL);
    Path home = home();
    Path folder = home.resolve("lib/cds");
    Path file = folder.resolve("serve.jsa");
    Path part = part(folder);
    tell("running serve once, until its first forecast: ten seconds or more, as the machine is");
    try (RecordedServe serve = RecordedServe.create(home, protocol)) {
      Files.copy(serve.record(), part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      tell("%s, %d MB, is used from now on".formatted(file, Files.size(file) / 1_000_000));
    } catch (IOException e) {
      throw new FailureException("cannot write %s: %s".formatted(file, Throwables.reason(e)), e);
    }
    return 0;
  }

  /**
   * The file that is written first; it is made at once, before the time that {@code serve} takes.
   *
   * @throws FailureException when the folder or a file in it cannot be written
   */
  static Path part(Path folder) {
    Path part = folder.resolve("serve.jsa.part");
    try {
      Files.createDirectories(folder);
      Files.write(part, new byte[0]);
      Files.delete(part);
    } catch (IOException e) {
      throw new FailureException(
          "cannot write %s as user '%s': %s"
              .formatted(folder, System.getProperty("user.name"), Throwables.reason(e)),
          e);
    }
    return part;
  }

  private static Path home() {
    return Installation.archive()
        .orElseThrow(
            () ->
                new FailureException(
                    "prepare is for an installed release archive: run bin/wavecast prepare there"));
  }
}
