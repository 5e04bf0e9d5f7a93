/// Owns processes: every attempt runs under a small shim in its own run directory, outlives us, is
/// adopted again with all its output, and leaves nothing behind.
@NullMarked
package dev.coppice.runner;

import org.jspecify.annotations.NullMarked;
