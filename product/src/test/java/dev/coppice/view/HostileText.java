package dev.coppice.view;

import java.util.Random;

/// Names and notes nobody should write, from a seed.
final class HostileText {
  private static final String[] PARTS = {
    "auth",
    "a-rather-long-module-name-that-goes-on",
    "日本語モジュール",
    "한국어",
    "e\u0301e\u0301e\u0301",
    "👩‍👩‍👧‍👦",
    "👍🏽",
    "❤️",
    "🇩🇪",
    "\u202eright-to-left",
    "\u001b[31mred\u001b[0m",
    "\u001b]0;title\u0007",
    "\u001b]8;;http://x\u001b\\link",
    "\u001b[2J\u001b[H",
    "\u009b5n",
    "\r\n",
    "\t",
    "\u0000\u0007\b",
    "\u2028",
    "\ud83d",
    "\u1112\u1161\u11ab",
    "ａｂｃ",
    "№①",
    " ",
    "║",
  };

  private HostileText() {}

  static String of(Random random) {
    var text = new StringBuilder();
    int parts = 1 + random.nextInt(6);
    for (int i = 0; i < parts; i++) {
      if (random.nextInt(4) == 0) {
        int point = random.nextInt(0x32000);
        text.appendCodePoint(Character.isDefined(point) ? point : 'x');
      } else {
        text.append(PARTS[random.nextInt(PARTS.length)]);
      }
    }
    return text.toString();
  }

  /// The same as the name of a module, which must have something printable and nothing of ISO
  /// control.
  static String name(Random random) {
    var name = new StringBuilder("m");
    of(random)
        .codePoints()
        .filter(point -> !Character.isISOControl(point))
        .forEach(name::appendCodePoint);
    return name.toString();
  }
}
