package org.seq2time.reports.paper;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.seq2time.metrics.Interval;
import org.seq2time.reports.paper.PaperTables.Column;
import org.seq2time.reports.paper.PaperTables.Row;
import org.seq2time.reports.paper.PaperTables.Table;
import org.seq2time.reports.paper.RowTies.Place;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.record.RecordedScores.RecordedScore;

/**
 * Published tables with what our runs give for them.
 *
 * @param source where they were published
 * @param tables in order
 */
public record PaperReport(String source, List<Filled> tables) {

  private static final double PERCENT = 100;

  public PaperReport {
    tables = List.copyOf(tables);
  }

  /** A table and its cells, row by row. */
  public record Filled(Table table, List<Cell> cells) {
    public Filled {
      cells = List.copyOf(cells);
    }
  }

  /**
   * One system's score.
   *
   * @param row the system
   * @param column the score
   * @param published in percent; empty if it was not published
   * @param publishedGain relative gain over the table's baseline in percent; empty for the baseline
   *     itself or where one of the two is not published
   * @param ours empty where no run is tied to the row, or it lacks the score
   */
  public record Cell(
      Row row,
      Column column,
      Optional<BigDecimal> published,
      OptionalDouble publishedGain,
      Optional<Ours> ours) {}

  /**
   * What our run gives.
   *
   * @param run its name
   * @param value in percent
   * @param interval in percent
   * @param difference ours - published, in points
   * @param gain relative gain over our run of the baseline row, in percent
   * @param coverage share of samples with a parsed prediction
   * @param metric the signature without the tool's version
   */
  public record Ours(
      String run,
      double value,
      Optional<Interval> interval,
      OptionalDouble difference,
      OptionalDouble gain,
      double coverage,
      String metric) {

    /** Why this is not the published metric; empty if nothing speaks against it. */
    public String caveat() {
      List<String> parts = List.of(metric.split("\\|", -1));
      if (parts.contains("para:off")) {
        return "without METEOR's paraphrase table";
      }
      return parts.stream().anyMatch(p -> p.startsWith("samples:"))
          ? "on a subset of the benchmark"
          : "";
    }
  }

  /** Fills the tables with the runs that are tied to their rows. */
  public static PaperReport of(PaperTables tables, RowTies ties) {
    return new PaperReport(
        tables.source(), tables.tables().stream().map(t -> fill(t, ties.runs())).toList());
  }

  private static Filled fill(Table table, Map<Place, RecordedRun> runs) {
    List<Cell> cells = new ArrayList<>();
    Optional<Row> baseline = table.baseline().flatMap(table::row);
    for (Row row : table.rows()) {
      boolean isBaseline = baseline.filter(row::equals).isPresent();
      for (int c = 0; c < table.columns().size(); c++) {
        int column = c;
        Optional<Row> other = isBaseline ? Optional.empty() : baseline;
        Optional<BigDecimal> published = row.values().get(c);
        cells.add(
            new Cell(
                row,
                table.columns().get(c),
                published,
                gain(
                    published.map(BigDecimal::doubleValue),
                    other.flatMap(b -> b.values().get(column)).map(BigDecimal::doubleValue)),
                ours(table, row, other, column, runs)));
      }
    }
    return new Filled(table, cells);
  }

  private static Optional<Ours> ours(
      Table table, Row row, Optional<Row> baseline, int c, Map<Place, RecordedRun> runs) {
    Column column = table.columns().get(c);
    Optional<RecordedRun> run = run(table, row, column, runs);
    Optional<RecordedScore> score = run.flatMap(r -> r.scores().score(column.score()));
    if (run.isEmpty() || score.isEmpty() || score.get().value().isEmpty()) {
      return Optional.empty();
    }
    double value = PERCENT * score.get().value().getAsDouble();
    Optional<Double> ofBaseline =
        baseline
            .flatMap(b -> run(table, b, column, runs))
            .flatMap(r -> r.scores().score(column.score()))
            .filter(s -> s.metric().equals(score.get().metric()))
            .filter(s -> s.value().isPresent())
            .map(s -> PERCENT * s.value().getAsDouble());
    Optional<BigDecimal> published = row.values().get(c);
    return Optional.of(
        new Ours(
            run.get().name(),
            value,
            score.get().interval().map(i -> new Interval(PERCENT * i.low(), PERCENT * i.high())),
            published.isPresent()
                ? OptionalDouble.of(value - published.get().doubleValue())
                : OptionalDouble.empty(),
            gain(Optional.of(value), ofBaseline),
            run.get().scores().coverage(),
            score.get().metric()));
  }

  private static Optional<RecordedRun> run(
      Table table, Row row, Column column, Map<Place, RecordedRun> runs) {
    return Optional.ofNullable(runs.get(new Place(table.id(), row.name(), column.benchmark())));
  }

  /** 100 (value / baseline - 1), as the paper states its gains. */
  private static OptionalDouble gain(Optional<Double> value, Optional<Double> baseline) {
    return value.isPresent() && baseline.filter(b -> b > 0).isPresent()
        ? OptionalDouble.of(PERCENT * (value.get() / baseline.get() - 1))
        : OptionalDouble.empty();
  }
}
