package dev.coppice.mcp;

import jakarta.servlet.http.HttpServlet;
import java.util.List;

/// One way to speak the protocol over HTTP. Requests that reach it are JSON, small, and from a
/// caller who may ask.
interface Adapter extends AutoCloseable {
  /// Request attribute under which an adapter finds the [OpenCall] of a tool call.
  String OPEN_CALL = OpenCall.class.getName();

  /// Revisions of the protocol, oldest first.
  List<String> revisions();

  HttpServlet servlet();

  @Override
  void close();
}
