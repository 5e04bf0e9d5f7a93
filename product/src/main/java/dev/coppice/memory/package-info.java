/// What was learned, as files.
@NullMarked
package dev.coppice.memory;

import org.jspecify.annotations.NullMarked;
