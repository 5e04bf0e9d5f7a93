package dev.coppice.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What commands need of everything that lies under the surfaces. The composition root implements
/// it; whatever it cannot do it says with a [CommandFailure].
public interface Systems {
  /// The top of the checkout that `place` lies in.
  ///
  /// @throws CommandFailure if it is in no repository, or git is missing or too old
  Path findTop(Path place);

  /// The process that owns the system now, wherever it runs.
  Optional<RunningOwner> findOwner(Location location);

  /// The process that owns the system now, or one that is started in the background and outlives
  /// this process.
  ///
  /// @throws CommandFailure if none comes up
  RunningOwner startOwner(Location location);

  /// The file with the system's token, which may not have been made yet.
  Path tokenFile(Location location);

  /// The system's token, made if there is none.
  ///
  /// @param readOnly one that is good for looking only
  String token(Location location, boolean readOnly);

  /// How to start this program, without its arguments: the launcher, or a JVM with its flags.
  List<String> program();

  /// Becomes the owner of the system: takes its lock, opens or resumes it, listens on loopback.
  ///
  /// @throws CommandFailure if another process owns it, or the configuration is refused
  Owner openOwner(Opening opening);

  /// Becomes a server: of one system that it opens or resumes now, or of one that is named later.
  ///
  /// @throws CommandFailure if another process owns the system, or it cannot listen there
  Served serve(Serving serving);

  /// The system as its store tells it, for reading only. It may never have been opened.
  Api openStore(Location location);

  /// The configuration as it would be used, or what is wrong with it.
  ConfigReport readConfig(Location location);

  /// Makes the system that the demo works on: a repository with a roadmap, a configuration and
  /// scripted agents.
  DemoSystem createDemo(DemoRequest request);

  /// Has this process log where and how the user chose.
  ///
  /// @throws CommandFailure if it cannot be written there
  default void chooseLog(LogChoice choice) {}

  /// The file that this process logs to.
  Path log();

  /// Loads what a typical command loads, and gives it back: for making the start-up cache.
  ///
  /// @param stays whether for commands that stay (owner, store, server) or for those that answer
  ///   and end
  void train(boolean stays);
}
