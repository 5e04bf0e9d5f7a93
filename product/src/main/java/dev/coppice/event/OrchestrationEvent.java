package dev.coppice.event;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The published form of what happened, in the names that clients know (`agent:spawned`,
/// `failure:retry`, ...).
///
/// @param seq place in the event log; gaps are normal, since not every logged fact is published
/// @param data plain values only: strings, numbers, booleans, lists and maps of them
public record OrchestrationEvent(
    String id,
    long seq,
    String type,
    String orchestratorId,
    @Nullable String agentId,
    @Nullable String moduleId,
    Instant timestamp,
    Map<String, Object> data) {
  public OrchestrationEvent {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }
}
