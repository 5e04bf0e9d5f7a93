/// What is logged, and the published form of it.
@NullMarked
package dev.coppice.event;

import org.jspecify.annotations.NullMarked;
