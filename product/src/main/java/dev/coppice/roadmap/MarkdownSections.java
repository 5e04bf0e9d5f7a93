package dev.coppice.roadmap;

import dev.coppice.roadmap.MarkdownSection.Heading;
import dev.coppice.roadmap.MarkdownSection.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Walks a roadmap's lines once: headings open sections, tables go into the section they stand in.
final class MarkdownSections {
  private static final Pattern HEADING = Pattern.compile("^ {0,3}(#{1,6})(?:[ \\t]+(.*))?$");
  private static final Pattern LAYER =
      Pattern.compile(
          "^[^\\p{L}\\p{N}]*layer\\s*[#:]?\\s*(\\d+(?:[.\\-\\u2013/]\\d+)*)(?![\\p{L}\\p{N}_])",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern UPDATES =
      Pattern.compile("^[^\\p{L}\\p{N}]*updates(\\s+to\\s+existing.*)?$", Pattern.CASE_INSENSITIVE);
  private static final Pattern BRAINSTORM =
      Pattern.compile("^[^\\p{L}\\p{N}]*brainstorm.*", Pattern.CASE_INSENSITIVE);

  private final List<String> lines;
  private final Problems problems;
  private final List<MarkdownSection> sections = new ArrayList<>();
  private MarkdownSection current =
      MarkdownSection.of(Kind.OTHER, 0, new Heading(0, "", Place.START));

  private MarkdownSections(List<String> lines, Problems problems) {
    this.lines = lines;
    this.problems = problems;
  }

  static List<MarkdownSection> read(List<String> lines, Problems problems) {
    MarkdownSections reading = new MarkdownSections(lines, problems);
    reading.sections.add(reading.current);
    int at = 0;
    while (at < lines.size()) {
      at = reading.readAt(at);
    }
    return reading.sections;
  }

  private int readAt(int at) {
    Matcher heading = HEADING.matcher(lines.get(at));
    if (heading.matches()) {
      String text = heading.group(2) == null ? "" : heading.group(2);
      open(
          new Heading(
              heading.group(1).length(),
              InlineText.plain(text.replaceFirst("[ \\t]+#+[ \\t]*$", "")),
              new Place(at + 1, heading.start(1) + 1)));
      return at + 1;
    }
    if (isTableAt(at)) {
      return readTable(at);
    }
    if (isRow(at) && current.kind() == Kind.LAYER) {
      return skipStrayRows(at);
    }
    return at + 1;
  }

  /// A deeper heading of no meaning of its own only divides the section it stands in.
  private void open(Heading heading) {
    boolean sectionLevel = heading.level() >= 2 && heading.level() <= 4;
    Matcher layer = LAYER.matcher(heading.text());
    if (sectionLevel && layer.find()) {
      begin(MarkdownSection.of(Kind.LAYER, layer(layer.group(1), heading), heading));
    } else if (sectionLevel && UPDATES.matcher(heading.text()).matches()) {
      begin(MarkdownSection.of(Kind.UPDATES, 0, heading));
    } else if (sectionLevel && BRAINSTORM.matcher(heading.text()).matches()) {
      begin(MarkdownSection.of(Kind.BRAINSTORM, 0, heading));
    } else if (heading.level() <= current.heading().level()) {
      begin(MarkdownSection.of(Kind.OTHER, 0, heading));
    }
  }

  private void begin(MarkdownSection section) {
    current = section;
    sections.add(section);
  }

  /// A wrong layer is still read, as the nearest one, so that one mistake does not make every
  /// mention of its modules another.
  private int layer(String number, Heading heading) {
    if (number.matches("0*[0-6]")) {
      return number.charAt(number.length() - 1) - '0';
    }
    problems.error(
        heading.place(),
        "Layer %s is not a layer from 0 to %d."
            .formatted(Problems.quoted(number), RoadmapModule.TOP_LAYER),
        "Write a heading such as \"## Layer 0\", one for each layer.");
    return number.matches("0*[0-9]+") ? RoadmapModule.TOP_LAYER : 0;
  }

  /// A header line with a line of dashes below it. Without a pipe at its start it must have as many
  /// cells as the dashes, or it could be a sentence.
  private boolean isTableAt(int at) {
    if (at + 1 >= lines.size() || !isDelimiterLine(lines.get(at + 1))) {
      return false;
    }
    if (isRow(at)) {
      return true;
    }
    int columns = MarkdownRow.split(lines.get(at), at + 1).cells().size();
    return columns > 1 && columns == MarkdownRow.split(lines.get(at + 1), at + 2).cells().size();
  }

  private static boolean isDelimiterLine(String line) {
    return line.indexOf('|') >= 0
        && line.chars().allMatch(c -> c == '|' || c == '-' || c == ':' || c <= ' ')
        && MarkdownRow.split(line, 1).isDelimiter();
  }

  private boolean isRow(int at) {
    return lines.get(at).stripLeading().startsWith("|");
  }

  private int readTable(int at) {
    MarkdownRow header = MarkdownRow.split(lines.get(at), at + 1);
    List<MarkdownRow> rows = new ArrayList<>();
    int next = at + 2;
    while (next < lines.size() && lines.get(next).indexOf('|') >= 0 && !isHeading(next)) {
      rows.add(MarkdownRow.split(lines.get(next), next + 1, header.cells().size()));
      next++;
    }
    current.tables().add(new MarkdownTable(header, rows));
    return next;
  }

  private boolean isHeading(int at) {
    return HEADING.matcher(lines.get(at)).matches();
  }

  private int skipStrayRows(int at) {
    int next = at;
    while (next < lines.size() && isRow(next) && !isTableAt(next)) {
      next++;
    }
    problems.error(
        new Place(at + 1, lines.get(at).indexOf('|') + 1),
        "%s of layer %d stand%s outside a table, so nothing there is read: %s."
            .formatted(
                next - at == 1 ? "1 row" : next - at + " rows",
                current.layer(),
                next - at == 1 ? "s" : "",
                Problems.quoted(lines.get(at).strip())),
        "Put a header row and a row of dashes (| --- |) directly above, or remove the blank line.");
    return next;
  }
}
