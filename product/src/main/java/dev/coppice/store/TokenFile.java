package dev.coppice.store;

import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// `{dataDir}/token`: the secret without which nobody drives an owner; only its user may read it.
public final class TokenFile {
  private static final int RANDOM_BYTES = 32;
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final Path path;
  private final String token;

  private TokenFile(Path path, String token) {
    this.path = path;
    this.token = token;
  }

  /// Where the token of the data directory lies, whether there is one yet or not.
  public static Path at(Path dataDir) {
    return dataDir.resolve("token");
  }

  /// Reads the token of the data directory, and makes one when there is none.
  public static TokenFile open(Path dataDir) {
    Disk.createPrivateDirectory(dataDir);
    Path path = at(dataDir);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      // When another process is quicker, its token is read below.
      Disk.createOnce(path, (mint() + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    return read(dataDir);
  }

  /// Reads the token of the data directory; refused when there is none, or when others can read it.
  public static TokenFile read(Path dataDir) {
    Path path = at(dataDir);
    try {
      if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new StoreException(
            "There is no token file %s.".formatted(path),
            "Start an owner with `coppice serve`, or name its --data.");
      }
      if (Disk.isOpenTo(path, GROUP_READ, GROUP_WRITE, OTHERS_READ, OTHERS_WRITE)) {
        throw new StoreException(
            "Other users can read or write the token in %s.".formatted(path),
            "Delete that file so that a new token is made, since the old one may be known.");
      }
      if (Disk.isOpenTo(dataDir, GROUP_WRITE, OTHERS_WRITE)) {
        throw new StoreException(
            "Other users can replace the token, since they may write to %s.".formatted(dataDir),
            "Take that right away with `chmod go-w %s`.".formatted(dataDir));
      }
      String token = Files.readString(path).strip();
      if (!SHAPE.matcher(token).matches()) {
        throw new StoreException(
            "%s does not hold a token.".formatted(path),
            "Delete that file so that a new token is made.");
      }
      return new TokenFile(path, token);
    } catch (IOException e) {
      throw Disk.trouble("read", path, e);
    }
  }

  /// The token of the data directory, if there is one that can be read: to keep it out of what is
  /// shown, not to use it.
  public static List<String> peek(Path dataDir) {
    try {
      return List.of(Files.readString(dataDir.resolve("token")).strip());
    } catch (IOException _) {
      return List.of(); // Then nobody can show it either.
    }
  }

  public Path path() {
    return path;
  }

  /// The token itself: 43 characters that need no escaping in a header.
  public String token() {
    return token;
  }

  /// Whether `candidate` is the token, in a time that tells nothing about how much of it was right.
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
  }

  /// Never the token: this ends up in logs.
  @Override
  public String toString() {
    return "TokenFile[" + path + "]";
  }

  private static String mint() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
