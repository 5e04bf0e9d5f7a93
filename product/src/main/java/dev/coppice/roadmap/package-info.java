/// The roadmap as data: modules, dependencies, leverage and critical path.
@NullMarked
package dev.coppice.roadmap;

import org.jspecify.annotations.NullMarked;
