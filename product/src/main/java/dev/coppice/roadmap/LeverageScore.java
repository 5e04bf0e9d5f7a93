package dev.coppice.roadmap;

/// How much a module is worth starting now, and why.
public record LeverageScore(
    ModuleId moduleId,
    String moduleName,
    int layer,
    String description,
    double score,
    Reasoning reasoning) {}
