package dev.coppice.mcp;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What its client would send to end a session, for sessions that we end.
final class EndingRequest extends HttpServletRequestWrapper {
  private final String session;

  EndingRequest(HttpServletRequest request, String session) {
    super(request);
    this.session = session;
  }

  @Override
  public String getMethod() {
    return "DELETE";
  }

  @Override
  public @Nullable String getHeader(String name) {
    return name.toLowerCase(Locale.ROOT).equals(McpServlet.SESSION)
        ? session
        : super.getHeader(name);
  }
}
