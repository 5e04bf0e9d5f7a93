package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The house stands as its plan says.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HouseTest {
  private final HouseRules rules = new HouseRules("dev.coppice");
  private final JavaClasses house =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.coppice");

  @BeforeAll
  void theRulesSeeTheCode() {
    assertThat(house).hasSizeGreaterThan(50);
  }

  @Test
  void storeysOnlyLookDown() {
    rules.storeysOnlyLookDown().check(house);
  }

  @Test
  void everyPackageStandsInAStorey() {
    rules.everyPackageStandsInAStorey().check(house);
  }

  @Test
  void surfacesIgnoreTheirNeighbours() {
    rules.surfacesIgnoreTheirNeighbours().check(house);
  }

  @Test
  void theWorldsDoorsIgnoreTheirNeighbours() {
    rules.theWorldsDoorsIgnoreTheirNeighbours().check(house);
  }

  @Test
  void packagesHaveNoCycles() {
    rules.packagesHaveNoCycles().check(house);
  }

  @Test
  void theCoreImportsOnlyUpwardsInItsList() {
    rules.theCoreImportsOnlyUpwardsInItsList().check(house);
  }

  @Test
  void theCoreKnowsNothingOfTheWorld() {
    rules.theCoreKnowsNothingOfTheWorld().check(house);
  }

  @Test
  void theCoreIsDeterministic() {
    rules.theCoreIsDeterministic().check(house);
  }

  @Test
  void onlyTheCommandLinePrints() {
    rules.onlyTheCommandLinePrints().check(house);
  }

  @Test
  void onlyTheAdapterKnowsTheProtocolLibrary() {
    rules.onlyTheAdapterKnowsTheProtocolLibrary().check(house);
  }

  @Test
  void junkDrawersStayAway() {
    rules.junkDrawersStayAway().check(house);
  }

  @Test
  void everyPackageIsNullMarked() {
    rules.everyPackageIsNullMarked().check(house);
  }

  @Test
  void nothingStaticChanges() {
    rules.nothingStaticChanges().check(house);
  }

  @ParameterizedTest
  @ValueSource(strings = {"src/main/java", "src/test/java", "../bench/src/main/java"})
  void everyFileFitsInAHead(String folder) throws IOException {
    assertThat(HouseRules.filesTooLong(Path.of(folder))).isEmpty();
  }
}
