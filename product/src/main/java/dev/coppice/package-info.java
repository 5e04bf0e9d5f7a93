/// The composition root: objects are wired by hand here, and only here.
@NullMarked
package dev.coppice;

import org.jspecify.annotations.NullMarked;
