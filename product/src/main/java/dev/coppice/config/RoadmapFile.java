package dev.coppice.config;

import dev.coppice.config.CheckoutText.Absent;
import dev.coppice.config.CheckoutText.Text;
import dev.coppice.config.CheckoutText.Unreadable;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.roadmap.Roadmap;
import dev.coppice.roadmap.RoadmapJson;
import dev.coppice.roadmap.RoadmapMarkdown;
import dev.coppice.roadmap.RoadmapProblem;
import dev.coppice.roadmap.RoadmapProblem.Severity;
import dev.coppice.roadmap.RoadmapReading;
import dev.coppice.roadmap.RoadmapService;
import dev.coppice.roadmap.UnknownModuleException;
import java.nio.file.Path;
import java.util.List;

/// The roadmap as it lies in a checkout: `ROADMAP.md`, or else one of its JSON forms. It belongs to
/// people and is never written.
public final class RoadmapFile implements RoadmapService {
  /// The files that may hold the roadmap; the first that exists does.
  public static final List<String> NAMES =
      List.of("ROADMAP.md", "ROADMAP.json", ".claude/roadmap.json");

  /// The smallest roadmap there can be.
  static final String EXAMPLE =
      """
      ## Layer 0

      | Module | Description | Depends On |
      |--------|-------------|------------|
      | Login | People can sign in. | — |
      """;

  private final Path checkout;

  public RoadmapFile(Path checkout) {
    this.checkout = checkout;
  }

  @Override
  public RoadmapReading readRoadmap() {
    for (String name : NAMES) {
      switch (CheckoutText.read(checkout, name)) {
        case Text text -> {
          return name.endsWith(".md")
              ? RoadmapMarkdown.read(text.text())
              : RoadmapJson.read(text.text());
        }
        case Unreadable unreadable -> {
          return nothing(unreadable.what(), unreadable.remedy());
        }
        case Absent _ -> {}
      }
    }
    return nothing(
        "There is no ROADMAP.md in %s.".formatted(checkout),
        "Write one there, for example:\n\n" + EXAMPLE);
  }

  /// Only makes sure that there is such a module: the log of the orchestrator remembers what is
  /// complete, and the file is its author's.
  @Override
  public void updateModuleStatus(ModuleId id, ModuleStatus status) {
    boolean known =
        readRoadmap().roadmap().modules().stream().anyMatch(module -> module.id().equals(id));
    if (!known) {
      throw new UnknownModuleException(id);
    }
  }

  private static RoadmapReading nothing(String what, String remedy) {
    return new RoadmapReading(
        new Roadmap(Roadmap.UNKNOWN_SYSTEM, "", List.of(), List.of(), List.of()),
        List.of(new RoadmapProblem(Severity.ERROR, 1, 1, what, remedy)));
  }
}
