package dev.coppice.view;

import dev.coppice.roadmap.ModuleId;
import dev.coppice.work.WorkItem;
import java.util.List;

/// One work item in the contract's shape.
///
/// @param priority the module's layer: lower goes earlier where leverage ties
public record WorkItemView(
    String id,
    String moduleId,
    String loopId,
    String scope,
    int priority,
    double leverageScore,
    List<String> dependencies) {
  public WorkItemView {
    dependencies = List.copyOf(dependencies);
  }

  public static WorkItemView of(WorkItem item) {
    return new WorkItemView(
        item.id().value(),
        item.moduleId().value(),
        item.loopId(),
        item.scope(),
        item.priority(),
        item.leverageScore(),
        item.dependencies().stream().map(ModuleId::value).toList());
  }
}
