package dev.coppice.cli;

import java.nio.file.Path;
import java.time.Duration;

/// An owner that stays when there is nothing to do. Its system may still have to be named.
public interface Served extends Owner {
  /// The file with the token that whoever asks it has to send.
  Path tokenFile();

  /// How long nobody has asked anything; zero while a request or a stream is open.
  Duration quiet();
}
