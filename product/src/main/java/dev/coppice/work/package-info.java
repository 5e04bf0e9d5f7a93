/// Work items, the queue, overlap between items and the concurrency mode.
@NullMarked
package dev.coppice.work;

import org.jspecify.annotations.NullMarked;
