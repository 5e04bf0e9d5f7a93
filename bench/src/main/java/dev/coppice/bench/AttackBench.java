package dev.coppice.bench;

import dev.coppice.bench.HealthyClient.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/// How long a healthy client waits while others attack, against what it waits when nobody does, in
/// the same run.
final class AttackBench {
  private static final int WARM_UP = 600;
  private static final int SAMPLES = 400;
  private static final double MOST_RATIO = 5;
  private static final int IN_A_ROW = 20;
  private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(5);

  private AttackBench() {}

  /// What one attack did to the client.
  ///
  /// @param recovery milliseconds from its end to the first of twenty answers in a row that were
  ///   each as quick as allowed
  private record Row(
      Attack.Kind kind, long tries, Times fresh, Times kept, double recovery, long resident) {}

  static int run(List<String> options) {
    try (AttackedServer server = AttackedServer.start()) {
      var client = new HealthyClient(server);
      var _ = client.fresh(WARM_UP);
      var _ = client.kept(WARM_UP);
      Times fresh = client.fresh(SAMPLES);
      Times kept = client.kept(SAMPLES);
      long resident = server.residentMebibytes();
      List<Row> rows = new ArrayList<>();
      for (Attack.Kind kind : Attack.Kind.all()) {
        rows.add(measure(server, client, kind, fresh.p95() * MOST_RATIO));
      }
      boolean isHeld = rows.stream().allMatch(row -> isHeld(row, fresh, kept));
      System.out.println(
          options.contains("--json")
              ? json(fresh, kept, resident, rows, isHeld)
              : table(fresh, kept, resident, rows));
      return isHeld ? 0 : 1;
    } catch (IOException e) {
      System.err.println("coppice bench attack: " + e.getMessage());
      return 2;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 2;
    }
  }

  private static Row measure(
      AttackedServer server, HealthyClient client, Attack.Kind kind, double allowed)
      throws IOException, InterruptedException {
    Times fresh;
    Times kept;
    long tries;
    long resident;
    try (Attack attack = Attack.begin(server, kind)) {
      fresh = client.fresh(SAMPLES);
      kept = client.kept(SAMPLES);
      tries = attack.tries();
      resident = server.residentMebibytes();
    }
    return new Row(kind, tries, fresh, kept, recovery(client, allowed), resident);
  }

  private static double recovery(HealthyClient client, double allowed) {
    long end = System.nanoTime();
    long since = end;
    int good = 0;
    while (good < IN_A_ROW && System.nanoTime() - end < 4 * LONGEST_RECOVERY.toNanos()) {
      if (client.once() <= allowed) {
        good++;
      } else {
        good = 0;
        since = System.nanoTime();
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
    return (since - end) / 1e6;
  }

  private static boolean isHeld(Row row, Times fresh, Times kept) {
    return row.fresh().p95() < MOST_RATIO * fresh.p95()
        && row.kept().p95() < MOST_RATIO * kept.p95()
        && row.fresh().failures() + row.kept().failures() == 0
        && row.recovery() < LONGEST_RECOVERY.toMillis();
  }

  private static String json(
      Times fresh, Times kept, long resident, List<Row> rows, boolean isHeld) {
    Map<String, Object> idle = new LinkedHashMap<>();
    idle.put("fresh", fresh);
    idle.put("kept", kept);
    idle.put("residentMebibytes", resident);
    List<Object> attacks = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Object> attack = new LinkedHashMap<>();
      attack.put("attack", row.kind().name().toLowerCase(Locale.ROOT));
      attack.put("what", row.kind().text);
      attack.put("connected", row.tries());
      attack.put("fresh", row.fresh());
      attack.put("freshRatio", row.fresh().p95() / fresh.p95());
      attack.put("kept", row.kept());
      attack.put("keptRatio", row.kept().p95() / kept.p95());
      attack.put("recoveredMillis", row.recovery());
      attack.put("residentMebibytes", row.resident());
      attack.put("isWithin", isHeld(row, fresh, kept));
      attacks.add(attack);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("bench", "attack");
    all.put("idle", idle);
    all.put("attacks", attacks);
    all.put("isWithin", isHeld);
    return JsonMapper.shared().writeValueAsString(all);
  }

  private static String table(Times fresh, Times kept, long resident, List<Row> rows) {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-14s %9s %9s %7s %9s %7s %6s %9s %6s%n",
            "attack",
            "connected",
            "fresh p95",
            "ratio",
            "kept p95",
            "ratio",
            "failed",
            "recovered",
            "RSS"));
    text.append(
        String.format(
            Locale.ROOT,
            "%-14s %9s %6.2f ms %7s %6.2f ms %7s %6d %9s %4dMB%n",
            "(none)",
            "",
            fresh.p95(),
            "",
            kept.p95(),
            "",
            fresh.failures() + kept.failures(),
            "",
            resident));
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-14s %9d %6.2f ms %7.1f %6.2f ms %7.1f %6d %6.0f ms %4dMB%n",
              row.kind().name().toLowerCase(Locale.ROOT),
              row.tries(),
              row.fresh().p95(),
              row.fresh().p95() / fresh.p95(),
              row.kept().p95(),
              row.kept().p95() / kept.p95(),
              row.fresh().failures() + row.kept().failures(),
              row.recovery(),
              row.resident()));
    }
    return text.toString().stripTrailing();
  }
}
