package dev.coppice.worktree;

import dev.coppice.roadmap.ModuleId;
import java.time.Instant;

/// Work saved under a private ref before something was removed or reset: a commit whose tree is the
/// worktree as it was, untracked files included, and whose parent is the branch's tip.
public record Kept(String ref, Oid commit, ModuleId module, String why, Instant when) {}
