package dev.coppice.roadmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.roadmap.RoadmapProblem.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Roadmaps for tests, made in a few words.
final class Roadmaps {
  private Roadmaps() {}

  static ModuleId id(String value) {
    return new ModuleId(value);
  }

  static RoadmapModule module(String id, int layer, String... dependsOn) {
    return new RoadmapModule(
        id(id),
        id,
        "",
        layer,
        ModuleStatus.PENDING,
        Arrays.stream(dependsOn).map(needed -> new Dependency(id(needed), false)).toList(),
        List.of(),
        0);
  }

  static RoadmapModule module(String id, String... dependsOn) {
    return module(id, 1, dependsOn);
  }

  static Roadmap roadmap(List<RoadmapModule> modules) {
    return new Roadmap("test", "", modules, List.of(), List.of());
  }

  static RoadmapIndex index(RoadmapModule... modules) {
    return RoadmapIndex.of(roadmap(List.of(modules)));
  }

  /// A chain in which each module needs the one before it, listed from its end.
  static Roadmap chain(int length) {
    List<RoadmapModule> modules = new ArrayList<>();
    for (int i = length - 1; i > 0; i--) {
      modules.add(module("m" + i, 1, "m" + (i - 1)));
    }
    modules.add(module("m0", 1));
    return roadmap(modules);
  }

  /// Random layers and dependencies on earlier modules, without circles.
  static Roadmap random(long seed, int size) {
    Random random = new Random(seed);
    List<RoadmapModule> modules = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String[] needed = new String[i == 0 ? 0 : random.nextInt(4)];
      for (int d = 0; d < needed.length; d++) {
        needed[d] = "m" + random.nextInt(Math.max(0, i - 1000), i);
      }
      modules.add(
          module(
              "m" + i, random.nextInt(7), Arrays.stream(needed).distinct().toArray(String[]::new)));
    }
    return roadmap(modules);
  }

  static RoadmapReading read(String markdown) {
    return RoadmapMarkdown.read(markdown);
  }

  static List<String> ids(RoadmapReading reading) {
    return reading.roadmap().modules().stream().map(module -> module.id().value()).toList();
  }

  static RoadmapModule only(RoadmapReading reading, String id) {
    return RoadmapIndex.of(reading.roadmap()).module(id(id));
  }

  static List<String> needs(RoadmapReading reading, String id) {
    return only(reading, id).dependsOn().stream()
        .map(needed -> needed.module() + (needed.external() ? "!" : ""))
        .toList();
  }

  /// Exactly one problem was met, this one.
  static void assertProblem(
      RoadmapReading reading, Severity severity, int line, int column, String message) {
    assertThat(reading.problems())
        .singleElement()
        .returns(severity, RoadmapProblem::severity)
        .returns(line, RoadmapProblem::line)
        .returns(column, RoadmapProblem::column)
        .returns(message, RoadmapProblem::message)
        .satisfies(problem -> assertThat(problem.remedy()).endsWith("."));
  }
}
