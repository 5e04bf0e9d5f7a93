package dev.coppice.roadmap;

/// What a leverage score is made of, each from 0 to 10; time and effort are costs, so lower is
/// better.
public record Reasoning(
    double dreamStateAlignment,
    double downstreamUnlock,
    double likelihood,
    double time,
    double effort) {}
