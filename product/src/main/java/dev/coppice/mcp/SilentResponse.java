package dev.coppice.mcp;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.PrintWriter;
import java.io.Writer;

/// An answer nobody reads.
final class SilentResponse extends HttpServletResponseWrapper {
  SilentResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public void setStatus(int status) {
    // nobody reads it
  }

  @Override
  public void sendError(int status) {
    // nobody reads it
  }

  @Override
  public void sendError(int status, String message) {
    // nobody reads it
  }

  @Override
  public void setContentType(String type) {
    // nobody reads it
  }

  @Override
  public void setCharacterEncoding(String encoding) {
    // nobody reads it
  }

  @Override
  public PrintWriter getWriter() {
    return new PrintWriter(Writer.nullWriter());
  }
}
