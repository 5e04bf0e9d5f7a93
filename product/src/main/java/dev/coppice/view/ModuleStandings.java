package dev.coppice.view;

import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.roadmap.RoadmapModule;
import dev.coppice.schedule.OrchestratorState;
import java.util.List;

/// Where every module of the roadmap really stands, in roadmap order: the file's word, what landed
/// and who is at work taken together.
///
/// @param modules the modules with the status they really have
record ModuleStandings(List<RoadmapModule> modules) {
  ModuleStandings {
    modules = List.copyOf(modules);
  }

  static ModuleStandings of(OrchestratorState state) {
    return new ModuleStandings(
        state.roadmap().standings(state::isComplete, state.live()::containsKey));
  }

  List<ModuleId> in(ModuleStatus status) {
    return modules.stream()
        .filter(module -> module.status() == status)
        .map(RoadmapModule::id)
        .toList();
  }

  int count(ModuleStatus status) {
    return (int) modules.stream().filter(module -> module.status() == status).count();
  }
}
