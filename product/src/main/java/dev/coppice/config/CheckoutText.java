package dev.coppice.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// The text of a file in a checkout. What lies there may have been landed by an agent, so only
/// regular files of a sane size inside the checkout are read.
sealed interface CheckoutText {
  long MOST_BYTES = 16 << 20;

  /// The whole text.
  record Text(String text) implements CheckoutText {}

  /// There is no such file.
  record Absent() implements CheckoutText {}

  /// There is one, but it cannot be read.
  record Unreadable(String what, String remedy) implements CheckoutText {}

  static CheckoutText read(Path checkout, String name) {
    Path file = checkout.resolve(name);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Absent();
    }
    try {
      Path real = file.toRealPath();
      if (!real.startsWith(checkout.toRealPath()) || !Files.isRegularFile(real)) {
        return new Unreadable(
            "%s is not a file inside the repository.".formatted(name),
            "Put a regular file in its place.");
      }
      if (Files.size(real) > MOST_BYTES) {
        return new Unreadable(
            "%s has %d bytes, more than %d.".formatted(name, Files.size(real), MOST_BYTES),
            "Make it smaller.");
      }
      return new Text(Files.readString(real));
    } catch (CharacterCodingException _) {
      return new Unreadable("%s is not UTF-8 text.".formatted(name), "Save it as UTF-8.");
    } catch (IOException e) {
      return new Unreadable(
          "Could not read %s: %s.".formatted(name, e.getMessage()),
          "Make it a file that you may read.");
    }
  }
}
