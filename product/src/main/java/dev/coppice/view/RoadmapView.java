package dev.coppice.view;

import dev.coppice.roadmap.BrainstormIdea;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.roadmap.Roadmap;
import dev.coppice.roadmap.RoadmapUpdate;
import dev.coppice.schedule.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The whole roadmap in the contract's shape; empty while no system is open.
///
/// When it was written is not here: the file knows, and nobody keeps a second truth.
///
/// @param currentModule id of the first module in progress
/// @param version of this shape
public record RoadmapView(
    String system,
    String dreamState,
    List<ModuleView> modules,
    List<UpdateView> updates,
    List<IdeaView> brainstorm,
    @Nullable String currentModule,
    String version) {
  private static final String VERSION = "1.0.0";

  public RoadmapView {
    modules = List.copyOf(modules);
    updates = List.copyOf(updates);
    brainstorm = List.copyOf(brainstorm);
  }

  /// A change wanted to something that exists.
  ///
  /// @param priority `high`, `medium` or `low`
  public record UpdateView(
      String id, String target, String description, String priority, String status) {
    static UpdateView of(RoadmapUpdate update) {
      return new UpdateView(
          update.id(),
          update.target(),
          update.description(),
          update.priority().name().toLowerCase(Locale.ROOT),
          update.status().text());
    }
  }

  /// A thought kept beside the roadmap.
  public record IdeaView(String idea, @Nullable String notes) {
    static IdeaView of(BrainstormIdea idea) {
      return new IdeaView(idea.idea(), idea.notes());
    }
  }

  public static RoadmapView of(Snapshot snapshot) {
    Roadmap roadmap = snapshot.state().roadmap().roadmap();
    List<ModuleView> modules = ModuleView.all(snapshot);
    return new RoadmapView(
        roadmap.system(),
        roadmap.dreamState(),
        modules,
        roadmap.updates().stream().map(UpdateView::of).toList(),
        roadmap.brainstorm().stream().map(IdeaView::of).toList(),
        current(modules).map(ModuleView::id).orElse(null),
        VERSION);
  }

  static Optional<ModuleView> current(List<ModuleView> modules) {
    return modules.stream()
        .filter(module -> module.status().equals(ModuleStatus.IN_PROGRESS.text()))
        .findFirst();
  }
}
