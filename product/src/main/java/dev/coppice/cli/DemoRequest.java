package dev.coppice.cli;

import java.nio.file.Path;

/// What the demo is wanted like.
///
/// @param directory absent or empty
/// @param pace how long scripted agents take, against usual: 0.1 is quick, 1 is easy to follow
public record DemoRequest(Path directory, double pace) {}
