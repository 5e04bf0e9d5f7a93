package dev.coppice.rest;

import dev.coppice.config.ConfigException;
import dev.coppice.orchestration.OrchestrationException;
import dev.coppice.roadmap.UnknownModuleException;
import dev.coppice.runner.RunnerException;
import dev.coppice.store.StoreException;
import dev.coppice.worktree.RepositoryException;
import java.io.UncheckedIOException;

/// What each part refuses with, or could not do, as an answer says it.
///
/// @param isExpected whether it is one of the refusals that each part words itself; anything else
///   belongs into the log
record Trouble(int status, String what, String remedy, boolean isExpected) {
  private static final String LOG = "The log of its owner tells more.";

  static Trouble of(RuntimeException trouble) {
    return switch (trouble) {
      case OrchestrationException e ->
          new Trouble(status(e), String.valueOf(e.getMessage()), e.remedy(), true);
      case UnknownModuleException e ->
          new Trouble(404, String.valueOf(e.getMessage()), "Name a module of the roadmap.", true);
      case RepositoryException e ->
          new Trouble(500, String.valueOf(e.getMessage()), e.remedy(), true);
      case ConfigException e -> new Trouble(400, e.what(), e.remedy(), true);
      case StoreException e -> new Trouble(500, e.what(), e.remedy(), true);
      case RunnerException e ->
          new Trouble(500, "An attempt could not be reached: " + line(e) + ".", LOG, true);
      case IllegalStateException e -> inside(": " + line(e));
      case UncheckedIOException e -> inside(": " + line(e));
      // Others would name classes.
      default -> inside("");
    };
  }

  private static Trouble inside(String why) {
    return new Trouble(500, "The orchestrator could not answer" + why + ".", LOG, false);
  }

  private static int status(OrchestrationException e) {
    return switch (e.kind()) {
      case UNKNOWN -> 404;
      case INVALID -> 400;
      case CONFLICT -> 409;
      case NOT_INITIALIZED -> 503;
      case FORBIDDEN -> 403;
    };
  }

  private static String line(RuntimeException e) {
    String message = e.getMessage();
    String first = message == null || message.isBlank() ? "an unknown reason" : message;
    return first.lines().findFirst().orElse("").replaceFirst("[.\\s]+$", "");
  }
}
