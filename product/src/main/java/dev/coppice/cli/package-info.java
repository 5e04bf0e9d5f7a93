/// Commands and the live terminal; the only place that prints.
@NullMarked
package dev.coppice.cli;

import org.jspecify.annotations.NullMarked;
