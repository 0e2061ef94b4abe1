package io.wavecast.flink.cli;

import io.wavecast.core.text.FailureException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** The entry point of the job jar. Flink's client calls it, so it must not end the process. */
public final class JobMain {
  private JobMain() {}

  /**
   * Builds and submits the job.
   *
   * @throws FailureException when the job can't start; the message is one line
   */
  public static void main(String[] args) {
    StringWriter error = new StringWriter();
    CommandLine job = CommandLines.job(System.getenv()).setErr(new PrintWriter(error));
    if (job.execute(args) != 0) {
      throw new FailureException(error.toString().strip());
    }
  }
}
