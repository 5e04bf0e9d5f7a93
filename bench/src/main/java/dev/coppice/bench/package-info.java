/// Measures the budgets; never part of the merge gate.
@NullMarked
package dev.coppice.bench;

import org.jspecify.annotations.NullMarked;
