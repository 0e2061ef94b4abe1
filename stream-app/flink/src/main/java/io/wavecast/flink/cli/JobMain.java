package io.wavecast.flink.cli;

import io.wavecast.flink.StartException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Where the job jar begins, in the hands of Flink's client: it must not end the process. */
public final class JobMain {
  private JobMain() {}

  /**
   * @throws StartException why the job can't start, in one line
   */
  public static void main(String[] args) {
    StringWriter error = new StringWriter();
    CommandLine job = CommandLines.job().setErr(new PrintWriter(error));
    if (job.execute(args) != 0) {
      throw new StartException(error.toString().strip());
    }
  }
}
