package dev.coppice.worktree;

import dev.coppice.roadmap.ModuleId;
import java.nio.file.Path;

/// One module's own checkout: its branch, where it lies, and the commit it has checked out.
public record Worktree(ModuleId module, String branch, Path path, Oid head) {}
