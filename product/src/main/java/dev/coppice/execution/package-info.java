/// Runs one attempt, from base and prompt to commit, claims and evidence.
@NullMarked
package dev.coppice.execution;

import org.jspecify.annotations.NullMarked;
