package dev.coppice.view;

import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.roadmap.RoadmapModule;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.schedule.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What became of each module that was worked on, as a table for the end of a run.
public final class SummaryTable {
  private static final List<String> HEADINGS =
      List.of("MODULE", "STATUS", "AGENTS", "ATTEMPTS", "RETRIES", "TIME", "LANDED AS");
  private static final int FIRST_NUMBER = 2;
  private static final int LAST_NUMBER = 5;
  private static final int WIDEST = 40;

  private SummaryTable() {}

  /// The table and its totals, one line each, every line ended by a line feed.
  public static String render(Snapshot snapshot) {
    OrchestratorState state = snapshot.state();
    Map<ModuleId, ModuleRecord> records = ModuleRecord.all(snapshot);
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    int untouched = 0;
    for (RoadmapModule module : ModuleStandings.of(state).modules()) {
      ModuleRecord record = records.remove(module.id());
      if (record == null) {
        untouched += module.status() == ModuleStatus.COMPLETE ? 0 : 1;
      } else {
        rows.add(record.cells());
      }
    }
    // Modules that have left the roadmap since.
    records.values().forEach(record -> rows.add(record.cells()));
    var text = new StringBuilder();
    table(rows, text);
    totals(state, untouched, text);
    return text.toString();
  }

  private static void table(List<List<String>> rows, StringBuilder text) {
    int[] widths = new int[HEADINGS.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.clamp(DisplayText.width(DisplayText.line(row.get(i))), widths[i], WIDEST);
      }
    }
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = DisplayText.line(row.get(i));
        boolean number = i >= FIRST_NUMBER && i <= LAST_NUMBER;
        line.append(
            number ? DisplayText.fitRight(cell, widths[i]) : DisplayText.fit(cell, widths[i]));
        line.append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static void totals(OrchestratorState state, int untouched, StringBuilder text) {
    Tally tally = state.tally();
    text.append(
        "\n%d landed, %s, %s, %s, %s, %s, %s\n"
            .formatted(
                tally.landings(),
                count(tally.spawns(), "agent"),
                tally.retries() == 1 ? "1 retry" : tally.retries() + " retries",
                count(tally.reassigns(), "reassignment"),
                count(tally.escalations(), "escalation"),
                count(tally.conflicts(), "conflict"),
                count(tally.lies(), "false claim")));
    if (untouched > 0) {
      text.append(count(untouched, "module")).append(" not worked on\n");
    }
    if (!state.inbox().isEmpty()) {
      text.append(count(state.inbox().size(), "question")).append(" in the inbox\n");
    }
  }

  private static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
