/// The orchestrator's state and the two pure functions that move it.
@NullMarked
package dev.coppice.schedule;

import org.jspecify.annotations.NullMarked;
