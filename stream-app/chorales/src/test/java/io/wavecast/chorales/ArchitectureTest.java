package io.wavecast.chorales;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.wavecast.testkit.contract.PureRules;

@AnalyzeClasses(
    packages = {"io.wavecast.chorales.event", "io.wavecast.chorales.pipeline"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchTests PURE = ArchTests.in(PureRules.class);
}
