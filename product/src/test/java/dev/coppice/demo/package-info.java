/// The scripted agent and the demo's system, tried without Coppice around them.
@NullMarked
package dev.coppice.demo;

import org.jspecify.annotations.NullMarked;
