package dev.coppice.rest;

import dev.coppice.event.OrchestrationEvent;
import dev.coppice.view.EventType;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which published events are wanted.
///
/// @param types their words; empty = all
/// @param agent absent = any, or none
/// @param module absent = any, or none
record EventFilter(Set<String> types, @Nullable String agent, @Nullable String module) {
  /// The names of a query that it is read from.
  static final String TYPE = "type";

  static final String TYPES = "types";
  static final String AGENT = "agentId";
  static final String MODULE = "moduleId";

  EventFilter {
    types = Set.copyOf(types);
  }

  /// What the query wants: one `type`, or `types` with commas between.
  ///
  /// @throws ApiException 400 if there is no such type
  static EventFilter of(Request request) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    Word.find(request, TYPE, EventType.values(), EventType::text).ifPresent(types::add);
    for (String type : request.asked(TYPES).orElse("").split(",", -1)) {
      if (!type.isBlank()) {
        types.add(Word.of(TYPES, type.strip(), EventType.values(), EventType::text));
      }
    }
    return new EventFilter(
        types.stream().map(EventType::text).collect(Collectors.toSet()),
        request.asked(AGENT).orElse(null),
        request.asked(MODULE).orElse(null));
  }

  boolean wants(OrchestrationEvent event) {
    return (types.isEmpty() || types.contains(event.type()))
        && (agent == null || agent.equals(event.agentId()))
        && (module == null || module.equals(event.moduleId()));
  }
}
