package dev.coppice.work;

import java.util.List;

/// Every work item by where it stands.
public record WorkQueue(
    List<WorkItem> pending,
    List<WorkItem> inProgress,
    List<WorkItem> completed,
    List<WorkItem> failed) {
  public WorkQueue {
    pending = List.copyOf(pending);
    inProgress = List.copyOf(inProgress);
    completed = List.copyOf(completed);
    failed = List.copyOf(failed);
  }
}
