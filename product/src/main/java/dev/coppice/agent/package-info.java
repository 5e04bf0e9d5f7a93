/// Agents, their attempts, and why an attempt failed.
@NullMarked
package dev.coppice.agent;

import org.jspecify.annotations.NullMarked;
