/// Loops, their phases and gates, and the prompts rendered from them.
@NullMarked
package dev.coppice.loop;

import org.jspecify.annotations.NullMarked;
