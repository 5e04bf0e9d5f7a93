package dev.coppice.roadmap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A random roadmap, and one of the many ways to write it down.
final class RandomRoadmap {
  private static final String[] WORDS = {
    "Voice", "Input", "API", "Größe", "データ", "v2", "big_thing", "A/B", "C++", "(new)", "O'Neil"
  };
  private static final String[] TEXTS = {
    "plain words", "a | b", "`x | y`", "**bold** | _it_", "100 % — sure", "", "deferred ✓ work"
  };

  private static final List<ModuleStatus> STATUSES = List.of(ModuleStatus.values());

  private final Random random;

  RandomRoadmap(long seed) {
    random = new Random(seed);
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  Roadmap roadmap() {
    List<RoadmapModule> modules = new ArrayList<>();
    List<Integer> layers = random.ints(1 + random.nextInt(30), 0, 7).sorted().boxed().toList();
    for (int layer : layers) {
      String name = pick(WORDS) + " " + pick(WORDS) + " " + modules.size();
      modules.add(
          new RoadmapModule(
              new ModuleId(InlineText.slug(name)),
              name,
              pick(TEXTS),
              layer,
              STATUSES.get(random.nextInt(STATUSES.size())),
              dependencies(modules),
              List.of(),
              0));
    }
    return new Roadmap("System " + pick(WORDS), pick(WORDS), modules, List.of(), List.of());
  }

  private List<Dependency> dependencies(List<RoadmapModule> before) {
    Set<Dependency> dependencies = new LinkedHashSet<>();
    for (int i = random.nextInt(4); i > 0 && !before.isEmpty(); i--) {
      dependencies.add(new Dependency(before.get(random.nextInt(before.size())).id(), false));
    }
    if (random.nextInt(5) == 0) {
      dependencies.add(new Dependency(new ModuleId("outside-" + random.nextInt(9)), true));
    }
    return List.copyOf(dependencies);
  }

  String markdown(Roadmap roadmap) {
    StringBuilder text = new StringBuilder(pick("", "\uFEFF"));
    text.append("# Roadmap\n\n**System**: ").append(roadmap.system()).append(pick("", " — ours"));
    text.append("\n").append(pick("", "- ")).append("**Dream State:** ");
    text.append(roadmap.dreamState()).append("\n\n");
    RoadmapIndex index = RoadmapIndex.of(roadmap);
    for (int layer = 0; layer <= RoadmapModule.TOP_LAYER; layer++) {
      int wanted = layer;
      List<RoadmapModule> modules =
          roadmap.modules().stream().filter(module -> module.layer() == wanted).toList();
      if (!modules.isEmpty()) {
        text.append(pick("##", "###", "####")).append(" Layer ").append(layer);
        text.append(pick("", " — Core", ": x ##")).append(pick("\n", "\n\n", "\n\nWords.\n\n"));
        table(text, modules, index);
        text.append(pick("\n", "\nSome words.\n", "\n```\n| Module |\n|---|\n```\n"));
      }
    }
    return pick("\n", "\r\n").equals("\n")
        ? text.toString()
        : text.toString().replace("\n", "\r\n");
  }

  private record Column(String header, Function<RoadmapModule, String> cell) {}

  private void table(StringBuilder text, List<RoadmapModule> modules, RoadmapIndex index) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(pick("Module", "**Name**"), module -> decorated(module.name())));
    columns.add(
        new Column(
            pick("Description", "Purpose", "What"), module -> escaped(module.description())));
    columns.add(
        new Column(
            pick("Depends On", "Dependencies"), module -> relations(module.dependsOn(), index)));
    columns.add(new Column("Status", this::status));
    columns.add(new Column("Extra", _ -> pick("", "x", "`p | q`")));
    Collections.shuffle(columns, random);
    row(text, columns, Column::header);
    row(text, columns, _ -> pick("---", ":-:", "-"));
    modules.forEach(module -> row(text, columns, column -> column.cell().apply(module)));
  }

  private void row(StringBuilder text, List<Column> columns, Function<Column, String> cell) {
    text.append(
        columns.stream()
            .map(cell)
            .collect(
                Collectors.joining(pick("|", " | "), pick("|", "| ", "  |"), pick("|", " | "))));
    text.append("\n");
  }

  private String relations(List<Dependency> dependencies, RoadmapIndex index) {
    return dependencies.isEmpty()
        ? pick("", "—", "none", "-")
        : dependencies.stream()
            .map(needed ->
                needed.external()
                    ? needed.module() + " (exists)"
                    : pick(
                        needed.module().value(), decorated(index.module(needed.module()).name())))
            .collect(Collectors.joining(pick(", ", ",", "; ", "<br>")));
  }

  private String decorated(String name) {
    return pick(name, "**" + name + "**", "`" + name + "`", "[" + name + "](x.md)");
  }

  /// Pipes between backticks need no escape, all others do.
  private static String escaped(String text) {
    return text.startsWith("`") ? text : text.replace("|", "\\|");
  }

  /// A pending module may leave its status out, unless its description would speak in its place.
  private String status(RoadmapModule module) {
    return switch (module.status()) {
      case PENDING ->
          module.description().contains("✓")
              ? pick("pending", "Planned")
              : pick("", "pending", "—", "Planned");
      case IN_PROGRESS -> pick("in-progress", "In Progress", "🚧 WIP");
      case COMPLETE -> pick("✓", "complete", "Done", "✅ done");
      case BLOCKED -> pick("blocked", "on hold");
      case DEFERRED -> pick("deferred", "(Deferred to spring)");
    };
  }
}
