/// State as people and programs see it.
@NullMarked
package dev.coppice.view;

import org.jspecify.annotations.NullMarked;
