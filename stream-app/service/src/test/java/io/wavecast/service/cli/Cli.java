package io.wavecast.service.cli;

import io.wavecast.service.demo.DemoMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Runs commands in this process, as the launcher does in a separate one. */
public final class Cli {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private int code = -1;

  /** Runs a command and returns when it ends. */
  public static Cli run(String... args) {
    return run(Map.of(), args);
  }

  static Cli run(Map<String, String> environment, String... args) {
    Cli cli = new Cli();
    cli.execute(environment, args);
    return cli;
  }

  /** Starts a command on a separate thread; interrupting it acts like Ctrl-C. */
  public Thread start(String... args) {
    Thread thread = new Thread(() -> execute(Map.of(), args), "command");
    thread.start();
    return thread;
  }

  private void execute(Map<String, String> environment, String... args) {
    CommandLine line = DemoMain.commandLine(environment, List.of(args));
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    code = line.execute(args);
  }

  public int code() {
    return code;
  }

  public String out() {
    return out.toString();
  }

  public String err() {
    return err.toString();
  }
}
