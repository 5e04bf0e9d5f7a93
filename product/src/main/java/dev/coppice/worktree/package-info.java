/// Git, and the only place that starts it: worktrees, commits, landing, and what is kept.
@NullMarked
package dev.coppice.worktree;

import org.jspecify.annotations.NullMarked;
