package dev.coppice;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// The house rules that a compiler does not check, for the package tree below `root`. The root is a
/// parameter so that every rule can be seen to fail on a tree that breaks it.
record HouseRules(String root) {
  private static final List<String> SURFACES = List.of("rest", "mcp", "web", "cli");
  private static final List<String> WORLD =
      List.of("worktree", "runner", "memory", "store", "config");

  /// Each may import those before it.
  private static final List<String> CORE =
      List.of("roadmap", "loop", "work", "agent", "event", "schedule", "view");

  /// The only classes outside the house that the core may know. Jackson is here for the roadmap
  /// that comes as JSON.
  private static final String[] HARMLESS = {
    "java.lang..",
    "java.math..",
    "java.text..",
    "java.time..",
    "java.util",
    "java.util.function..",
    "java.util.random..",
    "java.util.regex..",
    "java.util.stream..",
    "java.nio.charset..",
    "java.security",
    "org.jspecify..",
    "org.pcollections..",
    "tools.jackson.."
  };

  private static final int LONGEST_FILE = 399;

  ArchRule storeysOnlyLookDown() {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("root")
        .definedBy(root)
        .layer("surface")
        .definedBy(packages(SURFACES))
        .layer("service")
        .definedBy(packages(List.of("orchestration")))
        .layer("execution")
        .definedBy(packages(List.of("execution")))
        .layer("world")
        .definedBy(packages(WORLD))
        .layer("core")
        .definedBy(packages(CORE))
        .whereLayer("root")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("surface")
        .mayOnlyBeAccessedByLayers("root")
        .whereLayer("service")
        .mayOnlyBeAccessedByLayers("root", "surface")
        .whereLayer("execution")
        .mayOnlyBeAccessedByLayers("root", "surface", "service")
        .whereLayer("world")
        .mayOnlyBeAccessedByLayers("root", "surface", "service", "execution");
  }

  ArchRule everyPackageStandsInAStorey() {
    List<String> known = new ArrayList<>(SURFACES);
    known.addAll(List.of("orchestration", "execution"));
    known.addAll(WORLD);
    known.addAll(CORE);
    List<String> packages = new ArrayList<>(List.of(packages(known)));
    packages.add(root);
    return classes().should().resideInAnyPackage(packages.toArray(String[]::new));
  }

  ArchRule surfacesIgnoreTheirNeighbours() {
    return neighboursAreStrangers(SURFACES);
  }

  ArchRule theWorldsDoorsIgnoreTheirNeighbours() {
    return neighboursAreStrangers(WORLD);
  }

  ArchRule packagesHaveNoCycles() {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
  }

  ArchRule theCoreImportsOnlyUpwardsInItsList() {
    var rule = layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
    for (String name : CORE) {
      rule = rule.layer(name).definedBy(packages(List.of(name)));
    }
    for (int i = 0; i < CORE.size(); i++) {
      List<String> later = CORE.subList(i + 1, CORE.size());
      var layer = rule.whereLayer(CORE.get(i));
      rule =
          later.isEmpty()
              ? layer.mayNotBeAccessedByAnyLayer()
              : layer.mayOnlyBeAccessedByLayers(later.toArray(String[]::new));
    }
    return rule;
  }

  /// No I/O, no thread, no library: what the core needs comes in as a value.
  ArchRule theCoreKnowsNothingOfTheWorld() {
    List<String> allowed = new ArrayList<>(List.of(packages(CORE)));
    allowed.addAll(List.of(HARMLESS));
    return classes()
        .that()
        .resideInAnyPackage(packages(CORE))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed.toArray(String[]::new))
                .as("belong to the core or to a harmless library"))
        .allowEmptyShould(true);
  }

  /// The same inputs give the same outputs: time and chance come in with the envelope.
  ArchRule theCoreIsDeterministic() {
    return noClasses()
        .that()
        .resideInAnyPackage(packages(CORE))
        .should()
        .callMethodWhere(target(owner(resideInAPackage("java.time.."))).and(target(name("now"))))
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(
            java.time.Clock.class,
            java.time.InstantSource.class,
            Thread.class,
            ThreadLocal.class,
            java.util.Timer.class,
            Process.class,
            ProcessBuilder.class,
            ProcessHandle.class,
            Runtime.class,
            System.class,
            java.security.SecureRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .orShould()
        .callConstructor(java.util.Random.class)
        .orShould()
        .callConstructor(java.util.SplittableRandom.class)
        .allowEmptyShould(true);
  }

  ArchRule onlyTheCommandLinePrints() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethodWhere(target(name("printStackTrace")).or(target(owner(name("java.lang.IO")))))
        .allowEmptyShould(true);
  }

  /// Another revision of the protocol then needs another adapter, and no change to a tool.
  ArchRule onlyTheAdapterKnowsTheProtocolLibrary() {
    return noClasses()
        .that()
        .haveNameNotMatching(Pattern.quote(root + ".mcp.Sdk") + "[^.]*")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.modelcontextprotocol..", "reactor..")
        .allowEmptyShould(true);
  }

  ArchRule junkDrawersStayAway() {
    return classes()
        .should()
        .haveNameNotMatching(
            "(?i).*(\\.|\\$|^)(utils?|helpers?|impl|commons?)(\\..*|$)"
                + "|.*(Util|Utils|Utilities|Helper|Helpers|Impl|Common|Commons)$");
  }

  ArchRule everyPackageIsNullMarked() {
    return classes().should(lieInANullMarkedPackage());
  }

  ArchRule nothingStaticChanges() {
    return fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("static state is shared by systems that must not know of each other")
        .allowEmptyShould(true);
  }

  /// The Java files below `folder` that are too long to keep in one's head, as `path: lines`.
  static List<String> filesTooLong(Path folder) throws IOException {
    List<String> tooLong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        int lines = Files.readAllLines(file).size();
        if (lines > LONGEST_FILE) {
          tooLong.add(file + ": " + lines);
        }
      }
    }
    return tooLong;
  }

  private ArchRule neighboursAreStrangers(List<String> names) {
    return slices()
        .matching(root + ".(" + String.join("|", names) + ")..")
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true);
  }

  private String[] packages(List<String> names) {
    return names.stream().map(name -> root + "." + name + "..").toArray(String[]::new);
  }

  private static ArchCondition<JavaClass> lieInANullMarkedPackage() {
    return new ArchCondition<>("lie in a package that is @NullMarked") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                item, marked, item.getPackageName() + " of " + item.getName() + " is not marked"));
      }
    };
  }
}
