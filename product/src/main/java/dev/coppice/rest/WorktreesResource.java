package dev.coppice.rest;

import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.orchestration.WorktreeManager.WorktreeInfo;
import java.util.List;
import java.util.Optional;

/// The worktrees that modules have now.
record WorktreesResource(OrchestrationService service) {
  void addTo(Router router) {
    router.on(
        "GET",
        RestApi.ROOT + "/worktrees",
        (request, _) -> list(request),
        "moduleId",
        Page.LIMIT,
        Page.OFFSET);
  }

  private Answer list(Request request) {
    Optional<String> module = request.asked("moduleId");
    List<WorktreeInfo> matching =
        service.snapshot().state().isOpen()
            ? service.worktrees().listWorktrees().stream()
                .filter(worktree -> module.isEmpty() || module.get().equals(worktree.moduleId()))
                .toList()
            : List.of();
    return Page.of(request).of(matching, "worktrees", worktree -> worktree);
  }
}
