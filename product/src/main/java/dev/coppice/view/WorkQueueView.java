package dev.coppice.view;

import dev.coppice.schedule.Item;
import dev.coppice.schedule.Item.Standing;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.work.ItemId;
import dev.coppice.work.WorkItem;
import dev.coppice.work.WorkQueue;
import java.util.ArrayList;
import java.util.List;

/// Every work item by where it stands, in the contract's shape; each list in the order in which the
/// items were assigned.
public record WorkQueueView(
    List<WorkItemView> pending,
    List<WorkItemView> inProgress,
    List<WorkItemView> completed,
    List<WorkItemView> failed) {
  public WorkQueueView {
    pending = List.copyOf(pending);
    inProgress = List.copyOf(inProgress);
    completed = List.copyOf(completed);
    failed = List.copyOf(failed);
  }

  public static WorkQueueView of(WorkQueue queue) {
    return new WorkQueueView(
        views(queue.pending()),
        views(queue.inProgress()),
        views(queue.completed()),
        views(queue.failed()));
  }

  /// The queue that the items of a state make up.
  public static WorkQueue queue(OrchestratorState state) {
    return new WorkQueue(
        in(state, Standing.PENDING),
        in(state, Standing.IN_PROGRESS),
        in(state, Standing.COMPLETED),
        in(state, Standing.FAILED));
  }

  private static List<WorkItem> in(OrchestratorState state, Standing standing) {
    List<WorkItem> found = new ArrayList<>();
    for (ItemId id : state.itemOrder()) {
      Item item = state.items().get(id);
      if (item != null && item.standing() == standing) {
        found.add(item.work());
      }
    }
    return found;
  }

  private static List<WorkItemView> views(List<WorkItem> items) {
    return items.stream().map(WorkItemView::of).toList();
  }
}
