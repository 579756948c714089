package org.seq2time.reports.paper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.reports.paper.PaperTables.Row;
import org.seq2time.reports.paper.PaperTables.Table;
import org.seq2time.reports.record.RecordedRun;

/**
 * Which run stands for which published row. A run is tied by its folder's name, of which only
 * letters and digits count and from which the benchmark may be left out: {@code
 * runs/timechat-seq2time-youcook2} and {@code runs/timechat-seq2time/youcook2} are both runs of
 * "TimeChat + Seq2Time". Or it is tied by hand.
 */
public final class RowTies {

  private final PaperTables tables;
  private final Map<Place, RecordedRun> runs = new LinkedHashMap<>();

  public RowTies(PaperTables tables) {
    this.tables = tables;
  }

  /** A row of a table, on one benchmark. */
  record Place(String table, String row, Benchmark<?, ?> benchmark) {}

  Map<Place, RecordedRun> runs() {
    return runs;
  }

  /**
   * Ties a run to every row that has its name.
   *
   * @param folder where the run is
   * @throws BadInputException if there is none, or another run stands there already
   */
  public void tieByName(RecordedRun run, Path folder) {
    List<String> names = names(run, folder);
    if (!tie(run, (table, row) -> names.contains(plain(row.name())))) {
      throw new BadInputException(
          run.name()
              + ": its name matches no row; name the folder after one, or use --row NAME=RUN"
              + " with one of: "
              + rowNames());
    }
  }

  /**
   * Ties a run to rows by hand.
   *
   * @param name the row's name, or {@code table-id/name} for one table alone
   * @throws BadInputException if there is no such row, or another run stands there already
   */
  public void tie(RecordedRun run, String name) {
    boolean tied =
        tie(
            run,
            (table, row) ->
                row.name().equals(name) || (table.id() + "/" + row.name()).equals(name));
    if (!tied) {
      throw new BadInputException(
          "no row is named " + Quoted.value(name) + "; the rows are: " + rowNames());
    }
  }

  /** Whether a row is meant. */
  @FunctionalInterface
  private interface Match {
    boolean test(Table table, Row row);
  }

  private boolean tie(RecordedRun run, Match match) {
    Benchmark<?, ?> benchmark =
        Benchmark.of(run.scores().benchmark())
            .orElseThrow(
                () ->
                    new BadInputException(
                        run.name()
                            + ": is a run of "
                            + Quoted.value(run.scores().benchmark())
                            + ", which no table has"));
    boolean tied = false;
    for (Table table : tables.tables()) {
      for (Row row : table.rows()) {
        if (match.test(table, row)) {
          tied = true;
          put(new Place(table.id(), row.name(), benchmark), run);
        }
      }
    }
    return tied;
  }

  private void put(Place place, RecordedRun run) {
    @Nullable RecordedRun before = runs.putIfAbsent(place, run);
    if (before != null && !before.name().equals(run.name())) {
      throw new BadInputException(
          run.name()
              + ": row "
              + Quoted.value(place.row())
              + " already has a run of "
              + place.benchmark().key()
              + ", "
              + before.name());
    }
  }

  private static List<String> names(RecordedRun run, Path folder) {
    String benchmark = plain(run.scores().benchmark());
    List<String> names = new ArrayList<>();
    Path path = folder.toAbsolutePath().normalize();
    for (int depth = 0; depth < 2 && path != null && path.getFileName() != null; depth++) {
      String name = plain(path.getFileName().toString());
      names.add(name);
      names.add(name.replace(benchmark, ""));
      if (!name.equals(benchmark)) {
        break;
      }
      path = path.getParent();
    }
    return names.stream().filter(name -> !name.isEmpty()).toList();
  }

  /** Lower-case letters and digits alone. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private String rowNames() {
    return tables.tables().stream()
        .flatMap(t -> t.rows().stream())
        .map(row -> Quoted.value(row.name()))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
