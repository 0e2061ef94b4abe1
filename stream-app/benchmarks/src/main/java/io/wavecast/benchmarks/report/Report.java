package io.wavecast.benchmarks.report;

import io.wavecast.benchmarks.endtoend.ForecastBench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures everything in one run and writes {@code report.md} and {@code report.json}. The script
 * {@code stream-app/benchmarks/report} starts it.
 */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Measures models, streams, engines and peers in one run, and writes a report.")
public final class Report extends ForecastBench {
  /** The parts, in their order. */
  enum Part {
    MODELS,
    STREAMS,
    PEERS,
    ENGINES,
    CORES,
    SERVICE;

    Section section() {
      return switch (this) {
        case MODELS -> new ModelsSection();
        case STREAMS -> new StreamsSection();
        case PEERS -> new PeersSection();
        case ENGINES -> new EnginesSection();
        case CORES -> new CoresSection();
        case SERVICE -> new ServiceSection();
      };
    }
  }

  @Option(
      names = "--series",
      split = ",",
      defaultValue = "1000,100000",
      description = "Numbers of series. Latency is measured with the first.")
  private List<Integer> series = List.of();

  @Option(
      names = "--held",
      split = ",",
      description = "Numbers of series that the service holds. Default: those of --series.")
  private List<Integer> held = List.of();

  @Option(
      names = "--sections",
      split = ",",
      description = "What is measured, in this order: ${COMPLETION-CANDIDATES}.")
  private List<Part> sections = List.of(Part.values());

  @Mixin private final ReportFiles report = new ReportFiles();

  public static void main(String[] args) {
    main(new Report(), args);
  }

  Report() {
    super(List.of("default", "lstm"));
  }

  @Override
  protected void measure(String servers, Path dir) throws Exception {
    TestBed bed =
        new TestBed(
            servers,
            dir,
            series,
            held.isEmpty() ? series : held,
            models,
            observations,
            (id, more) -> prepare(servers, id, more));
    List<Table> tables = new ArrayList<>();
    for (Part part : sections) {
      System.err.println(part + " ...");
      for (Table table : part.section().measure(bed)) {
        tables.add(table);
        System.out.println(table.markdown());
      }
    }
    report.write("report", "Benchmarks in one run", "origin", report.origin(), tables);
  }
}
