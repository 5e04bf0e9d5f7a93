package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A rule that cannot fail protects nothing: each is seen to refuse a tree of packages that breaks
/// it, and to name every class that does.
class HouseRulesHoldTest {
  /// One broken house: the rule it breaks, its folder below `housefixture`, and the classes that a
  /// reader must find named.
  record Broken(
      String name, Function<HouseRules, ArchRule> rule, String tree, List<String> culprits) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Broken> brokenHouses() {
    return Stream.of(
        new Broken(
            "storeysOnlyLookDown",
            HouseRules::storeysOnlyLookDown,
            "upward",
            List.of(
                "agent.CoreToWorld",
                "worktree.WorldToExecution",
                "execution.ExecutionToService",
                "orchestration.ServiceToSurface",
                "rest.SurfaceToRoot")),
        new Broken(
            "everyPackageStandsInAStorey",
            HouseRules::everyPackageStandsInAStorey,
            "homeless",
            List.of("attic.Box")),
        new Broken(
            "surfacesIgnoreTheirNeighbours",
            HouseRules::surfacesIgnoreTheirNeighbours,
            "neighbours",
            List.of("rest.Routes")),
        new Broken(
            "theWorldsDoorsIgnoreTheirNeighbours",
            HouseRules::theWorldsDoorsIgnoreTheirNeighbours,
            "neighbours",
            List.of("runner.Starter")),
        new Broken(
            "packagesHaveNoCycles",
            HouseRules::packagesHaveNoCycles,
            "cycle",
            List.of("rest.There", "execution.Back")),
        new Broken(
            "theCoreImportsOnlyUpwardsInItsList",
            HouseRules::theCoreImportsOnlyUpwardsInItsList,
            "order",
            List.of("roadmap.EarlyToLate")),
        new Broken(
            "theCoreKnowsNothingOfTheWorld",
            HouseRules::theCoreKnowsNothingOfTheWorld,
            "impure",
            List.of("ReadsAFile", "OpensASocket", "SharesAMap", "WritesALog")),
        new Broken(
            "theCoreIsDeterministic",
            HouseRules::theCoreIsDeterministic,
            "impure",
            List.of(
                "AsksTheTime",
                "HoldsAClock",
                "StartsAThread",
                "ThrowsDice",
                "ReadsTheEnvironment")),
        new Broken(
            "onlyTheCommandLinePrints",
            HouseRules::onlyTheCommandLinePrints,
            "printing",
            List.of("rest.PrintsOut", "rest.PrintsErr", "rest.PrintsIo", "rest.PrintsATrace")),
        new Broken(
            "onlyTheAdapterKnowsTheProtocolLibrary",
            HouseRules::onlyTheAdapterKnowsTheProtocolLibrary,
            "protocol",
            List.of("mcp.ToolOfTheSdk", "rest.SdkAtRest")),
        new Broken(
            "junkDrawersStayAway",
            HouseRules::junkDrawersStayAway,
            "junk",
            List.of("JsonUtils", "GitHelper", "RunnerImpl", "Common", "util.Plain")),
        new Broken(
            "everyPackageIsNullMarked",
            HouseRules::everyPackageIsNullMarked,
            "homeless",
            List.of("attic.Box")),
        new Broken(
            "nothingStaticChanges",
            HouseRules::nothingStaticChanges,
            "changing",
            List.of("store.Counter")));
  }

  @ParameterizedTest
  @MethodSource("brokenHouses")
  void aBrokenHouseIsRefused(Broken broken) {
    String root = "housefixture." + broken.tree();
    JavaClasses classes = new ClassFileImporter().importPackages(root);

    var result = broken.rule().apply(new HouseRules(root)).evaluate(classes);

    String report = String.join("\n", result.getFailureReport().getDetails());
    assertThat(broken.culprits()).allSatisfy(culprit -> assertThat(report).contains("." + culprit));
    assertThat(report).doesNotContain("Innocent");
  }

  @Test
  void everyRuleIsSeenToFail() {
    Set<String> rules =
        Arrays.stream(HouseRules.class.getDeclaredMethods())
            .filter(method -> method.getReturnType() == ArchRule.class)
            .filter(method -> !java.lang.reflect.Modifier.isPrivate(method.getModifiers()))
            .map(Method::getName)
            .collect(Collectors.toSet());

    assertThat(brokenHouses().map(Broken::name)).containsExactlyInAnyOrderElementsOf(rules);
  }

  @Test
  void everyRuleIsAskedOfTheHouse() {
    Set<String> tests =
        Arrays.stream(HouseTest.class.getDeclaredMethods())
            .map(Method::getName)
            .collect(Collectors.toSet());

    assertThat(tests).containsAll(brokenHouses().map(Broken::name).toList());
  }

  @Test
  void aFileOfFourHundredLinesIsRefused(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("Fits.java"), Collections.nCopies(399, "//"));
    Files.write(folder.resolve("TooLong.java"), Collections.nCopies(400, "//"));

    assertThat(HouseRules.filesTooLong(folder)).containsExactly(folder + "/TooLong.java: 400");
  }
}
