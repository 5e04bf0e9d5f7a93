package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import java.time.Instant;
import org.pcollections.PMap;

/// What readers see: the state after `seq` events and, beside it, the live progress of agents.
public record Snapshot(
    OrchestratorState state, PMap<AgentId, LiveProgress> live, long seq, Instant at) {}
