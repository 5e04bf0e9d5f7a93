package dev.coppice.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.roadmap.ModuleId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConflictGroupsTest {
  private static Footprint item(String module, List<String> paths, String... needs) {
    return new Footprint(
        new ModuleId(module), paths, java.util.Arrays.stream(needs).map(ModuleId::new).toList());
  }

  private static List<Footprint> independent(int count) {
    return IntStream.range(0, count).mapToObj(i -> item("m" + i, List.of("src/m" + i))).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0, SEQUENTIAL",
    "1, SEQUENTIAL",
    "2, PARALLEL_ASYNC",
    "4, PARALLEL_ASYNC",
    "5, PARALLEL_THREADS",
    "40, PARALLEL_THREADS"
  })
  void theModeFollowsFromTheNumberOfGroups(int items, ConcurrencyMode mode) {
    ConcurrencyDecision decision =
        ConflictGroups.of(independent(items)).decision(ConcurrencyMode.PARALLEL_THREADS, false);

    assertThat(decision.mode()).isEqualTo(mode);
    assertThat(decision.factors().agentCount()).isEqualTo(items);
  }

  @Test
  void theConfiguredModeIsTheMost() {
    ConflictGroups six = ConflictGroups.of(independent(6));

    assertThat(six.decision(ConcurrencyMode.SEQUENTIAL, false).mode())
        .isEqualTo(ConcurrencyMode.SEQUENTIAL);
    assertThat(six.decision(ConcurrencyMode.PARALLEL_ASYNC, false).mode())
        .isEqualTo(ConcurrencyMode.PARALLEL_ASYNC);
  }

  @Test
  void itemsThatTouchTheSamePathsShareAGroup() {
    ConflictGroups groups =
        ConflictGroups.of(
            List.of(
                item("a", List.of("src/core")),
                item("b", List.of("docs")),
                item("c", List.of("src/core/io"))));

    assertThat(names(groups)).containsExactly(List.of("a", "c"), List.of("b"));
    ConcurrencyDecision decision = groups.decision(ConcurrencyMode.PARALLEL_THREADS, true);
    assertThat(decision.factors()).isEqualTo(new ConcurrencyDecision.Factors(false, true, true, 3));
    assertThat(decision.reasoning()).isEqualTo("3 items in 2 groups, some touch the same paths");
  }

  @Test
  void itemsThatNeedEachOtherShareAGroupInTheirOrder() {
    ConflictGroups groups =
        ConflictGroups.of(
            List.of(
                item("a", List.of(), "b"),
                item("b", List.of(), "c"),
                item("c", List.of()),
                item("d", List.of())));

    assertThat(names(groups)).containsExactly(List.of("a", "b", "c"), List.of("d"));
    assertThat(groups.dependency()).isTrue();
    assertThat(groups.overlap()).isFalse();
  }

  @Test
  void conflictsReachThroughOthersInWhateverOrder() {
    Random random = new Random(11);
    for (int round = 0; round < 50; round++) {
      List<Footprint> chain = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        chain.add(item("m" + i, List.of("src/p" + i, "src/p" + (i + 1))));
      }
      Collections.shuffle(chain, random);
      ConflictGroups groups = ConflictGroups.of(chain);

      assertThat(groups.groups()).hasSize(1);
      assertThat(groups.groups().getFirst()).containsExactlyElementsOf(chain);
    }
  }

  @Test
  void groupsAreThoseThatComparingEveryPairGives() {
    Random random = new Random(5);
    for (int round = 0; round < 300; round++) {
      List<Footprint> items = new ArrayList<>();
      for (int i = 0; i < 2 + random.nextInt(9); i++) {
        List<String> paths = new ArrayList<>();
        for (int j = random.nextInt(3); j > 0; j--) {
          paths.add(List.of("a", "a/b", "a/b/c", "ab", "b", "b/a", "c/a/b").get(random.nextInt(7)));
        }
        String[] needs =
            random.nextInt(6) == 0 ? new String[] {"m" + random.nextInt(9)} : new String[0];
        items.add(item("m" + i, paths, needs));
      }
      ConflictGroups groups = ConflictGroups.of(items);

      for (Footprint one : items) {
        for (Footprint other : items) {
          if (!one.equals(other) && (one.overlaps(other) || one.dependsOn(other))) {
            assertThat(groupOf(groups, one)).as("%s", items).isEqualTo(groupOf(groups, other));
          }
        }
      }
      assertThat(groups.groups().size()).as("%s", items).isEqualTo(components(items));
      assertThat(groups.overlap()).isEqualTo(anyPair(items, Footprint::overlaps));
      assertThat(groups.dependency()).isEqualTo(anyPair(items, Footprint::dependsOn));
    }
  }

  private static int groupOf(ConflictGroups groups, Footprint item) {
    return IntStream.range(0, groups.groups().size())
        .filter(i -> groups.groups().get(i).contains(item))
        .findFirst()
        .orElseThrow();
  }

  private static boolean anyPair(
      List<Footprint> items, BiPredicate<Footprint, Footprint> conflict) {
    return items.stream()
        .anyMatch(one ->
            items.stream().anyMatch(other -> !one.equals(other) && conflict.test(one, other)));
  }

  private static int components(List<Footprint> items) {
    List<Footprint> left = new ArrayList<>(items);
    int components = 0;
    while (!left.isEmpty()) {
      List<Footprint> reached = new ArrayList<>(List.of(left.removeFirst()));
      for (int i = 0; i < reached.size(); i++) {
        Footprint from = reached.get(i);
        List<Footprint> near =
            left.stream().filter(it -> it.overlaps(from) || it.dependsOn(from)).toList();
        left.removeAll(near);
        reached.addAll(near);
      }
      components++;
    }
    return components;
  }

  private static List<List<String>> names(ConflictGroups groups) {
    return groups.groups().stream()
        .map(group -> group.stream().map(item -> item.module().value()).toList())
        .toList();
  }
}
