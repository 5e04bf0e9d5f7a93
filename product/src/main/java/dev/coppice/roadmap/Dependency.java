package dev.coppice.roadmap;

/// What a module needs first; an external one, written with `(exists)`, lies outside the roadmap
/// and is always satisfied.
public record Dependency(ModuleId module, boolean external) {}
