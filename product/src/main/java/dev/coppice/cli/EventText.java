package dev.coppice.cli;

import dev.coppice.event.OrchestrationEvent;
import dev.coppice.view.EventLine;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// One event as one line, with the time of day.
final class EventText {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private EventText() {}

  static String of(OrchestrationEvent event, ZoneId zone) {
    return TIME.format(event.timestamp().atZone(zone)) + "  " + EventLine.of(event);
  }
}
