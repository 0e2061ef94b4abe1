package io.wavecast.benchmarks.report;

import java.util.List;

/** A part of the report. */
@FunctionalInterface
interface Section {
  /**
   * Measures.
   *
   * @param bed what all parts share
   */
  List<Table> measure(TestBed bed) throws Exception;
}
