package dev.coppice.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A system id as one safe file name: never a path, never shared by two ids.
///
/// Plain ids stay readable; every other byte becomes `%XX`, and a name too long for a file system
/// ends in `%~` and its full SHA-256 instead.
final class SystemFileName {
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9._-]|%[0-9A-F]{2}");
  private static final int LONGEST = 160;
  private static final String HASHED = "%~";

  private SystemFileName() {}

  static String encode(String systemId) {
    if (systemId.isEmpty()) {
      throw new StoreException("The system id is empty.", "Give the system a name.");
    }
    byte[] bytes = systemId.getBytes(StandardCharsets.UTF_8);
    if (!new String(bytes, StandardCharsets.UTF_8).equals(systemId)) {
      throw new StoreException(
          "The system id is not valid Unicode.", "Give the system a name without lone surrogates.");
    }
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean plain = PLAIN.indexOf(c) >= 0 && !(i == 0 && (c == '.' || c == '-'));
      name.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return name.length() <= LONGEST
        ? name.toString()
        : name.substring(0, LONGEST - 66) + HASHED + sha256(bytes);
  }

  static boolean isHashed(String name) {
    return name.contains(HASHED);
  }

  /// The id that `encode` made this of; nothing for a name that `encode` never makes.
  static Optional<String> decode(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher part = PART.matcher(name);
    while (part.lookingAt()) {
      String text = part.group();
      bytes.write(text.length() == 1 ? text.charAt(0) : HexFormat.fromHexDigits(text, 1, 3));
      part.region(part.end(), name.length());
    }
    String id = bytes.toString(StandardCharsets.UTF_8);
    return !id.isEmpty() && encode(id).equals(name) ? Optional.of(id) : Optional.empty();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
