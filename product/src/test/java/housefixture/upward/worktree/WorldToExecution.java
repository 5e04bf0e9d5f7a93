package housefixture.upward.worktree;

import housefixture.upward.execution.ExecutionToService;

public record WorldToExecution(ExecutionToService above) {}
