package dev.coppice.orchestration;

import dev.coppice.execution.ExecutionEngine;
import dev.coppice.loop.LoopComposer;
import dev.coppice.memory.MemoryService;
import dev.coppice.roadmap.RoadmapService;
import org.jspecify.annotations.Nullable;

/// An embedder's own services; what is absent stays Coppice's.
public record Dependencies(
    @Nullable RoadmapService roadmapService,
    @Nullable ExecutionEngine executionEngine,
    @Nullable LoopComposer loopComposer,
    @Nullable MemoryService memoryService) {
  public static final Dependencies NONE = new Dependencies(null, null, null, null);
}
