package dev.coppice.cli;

import dev.coppice.orchestration.OrchestrationService;
import java.net.URI;

/// A system that this process owns.
public interface Owner extends AutoCloseable {
  OrchestrationService service();

  /// Its API, without the way over the network.
  Api api();

  /// Where it listens, such as `http://127.0.0.1:40123`.
  URI address();

  /// Gives the system up. Agents still running go on; the next owner finds them.
  @Override
  void close();
}
