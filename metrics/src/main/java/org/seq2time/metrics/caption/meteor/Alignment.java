package org.seq2time.metrics.caption.meteor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * METEOR's choice among match candidates: definite matches first, then a beam search over the
 * reference's positions from left to right.
 *
 * <p>Paths are ordered by matched weight (more first), chunks (fewer first), distance (smaller
 * first), and otherwise stay in the order in which they were made. Two peculiarities of the
 * reference decide which of several equal alignments wins: a match that is not exact weighs half a
 * word per word, truncated to an integer, and the distance of a chosen match is charged to the path
 * that did not choose it.
 */
final class Alignment {
  private static final int WIDTH = 40;
  private static final int CLOSED = -1;

  private final MatchCandidates candidates;
  private final int[] definite;
  private final boolean[] inDefinite;

  private Path[] paths = new Path[WIDTH + 1];
  private int pathCount;
  private Path[] nextPaths = new Path[WIDTH + 1];
  private int nextCount;

  private Alignment(MatchCandidates candidates) {
    this.candidates = candidates;
    int length = candidates.reference.length();
    definite = new int[length];
    inDefinite = new boolean[length];
  }

  /** The chosen matches and the number of chunks they form. */
  record Result(@Nullable Link matches, int chunks) {}

  /** A chosen match, and those chosen before it. */
  record Link(int match, int referenceStart, @Nullable Link previous) {}

  static Result of(MatchCandidates candidates) {
    return new Alignment(candidates).search();
  }

  private Result search() {
    Path start = new Path(usedByDefiniteMatches());
    paths[pathCount++] = start;
    for (int position = 0; position < definite.length; position++) {
      for (int i = 0; i < pathCount; i++) {
        advance(paths[i], position);
      }
      swap();
    }
    for (int i = 0; i < pathCount; i++) {
      paths[i].close();
      offer(paths[i]);
    }
    Path best = nextPaths[0];
    return new Result(best.matches, best.chunks);
  }

  private long[] usedByDefiniteMatches() {
    long[] used = new long[(candidates.hypothesis.length() + 63) >>> 6];
    for (int position = 0; position < definite.length; position++) {
      int match = candidates.definite(position);
      definite[position] = match;
      if (match != MatchCandidates.NONE) {
        int end = position + candidates.referenceLength(match);
        Arrays.fill(inDefinite, position, end, true);
        set(used, candidates.hypothesisStart(match), candidates.hypothesisLength(match));
      }
    }
    return used;
  }

  private void advance(Path path, int position) {
    if (position < path.referenceEnd) {
      offer(path);
      return;
    }
    int fixed = definite[position];
    if (fixed != MatchCandidates.NONE) {
      path.take(fixed, position);
      path.distance += Math.abs(position - candidates.hypothesisStart(fixed));
      offer(path);
      return;
    }
    for (int match = candidates.first[position];
        match != MatchCandidates.NONE;
        match = candidates.next(match)) {
      if (isFree(path, match, position)) {
        branch(path, match, position);
        path.distance += Math.abs(position - candidates.hypothesisStart(match));
      }
    }
    path.close();
    offer(path);
  }

  private boolean isFree(Path path, int match, int position) {
    int start = candidates.hypothesisStart(match);
    for (int i = start; i < start + candidates.hypothesisLength(match); i++) {
      if ((path.used[i >>> 6] & (1L << i)) != 0) {
        return false;
      }
    }
    for (int i = position; i < position + candidates.referenceLength(match); i++) {
      if (inDefinite[i]) {
        return false;
      }
    }
    return true;
  }

  /** Offers a copy of the path that takes the match, unless the beam would drop it at once. */
  private void branch(Path path, int match, int position) {
    if (nextCount == WIDTH) {
      Path worst = nextPaths[WIDTH - 1];
      int weight = path.weight + weight(match);
      int chunks = path.chunksWith(candidates.hypothesisStart(match));
      if (!worst.isWorseThan(weight, chunks, path.distance)) {
        return;
      }
    }
    Path child = new Path(path);
    child.take(match, position);
    child.unmarked = match;
    offer(child);
  }

  private void offer(Path path) {
    int at = nextCount;
    while (at > 0 && nextPaths[at - 1].isWorseThan(path.weight, path.chunks, path.distance)) {
      nextPaths[at] = nextPaths[at - 1];
      at--;
    }
    if (at < WIDTH) {
      nextPaths[at] = path;
      nextCount = Math.min(nextCount + 1, WIDTH);
    }
  }

  /** Makes the surviving paths the current ones and gives new ones a word set of their own. */
  private void swap() {
    Path[] old = paths;
    paths = nextPaths;
    pathCount = nextCount;
    nextPaths = old;
    nextCount = 0;
    for (int i = 0; i < pathCount; i++) {
      Path path = paths[i];
      if (path.unmarked != MatchCandidates.NONE) {
        int match = path.unmarked;
        path.used = path.used.clone();
        set(path.used, candidates.hypothesisStart(match), candidates.hypothesisLength(match));
        path.unmarked = MatchCandidates.NONE;
      }
    }
  }

  private int weight(int match) {
    int hypothesisLength = candidates.hypothesisLength(match);
    int referenceLength = candidates.referenceLength(match);
    return candidates.stage(match) == MatchCandidates.EXACT
        ? hypothesisLength + referenceLength
        : hypothesisLength / 2 + referenceLength / 2;
  }

  private static void set(long[] bits, int start, int length) {
    for (int i = start; i < start + length; i++) {
      bits[i >>> 6] |= 1L << i;
    }
  }

  /** A partial alignment. */
  private final class Path {
    /** Hypothesis words in use; shared with the parent until the path has survived one step. */
    long[] used;

    /** The match whose words are not yet in {@link #used}. */
    int unmarked = MatchCandidates.NONE;

    int weight;
    int chunks;
    int distance;

    /** End of the open chunk in the hypothesis. */
    int chunkEnd = CLOSED;

    /** End of the last match in the reference. */
    int referenceEnd;

    @Nullable Link matches;

    Path(long[] used) {
      this.used = used;
    }

    Path(Path parent) {
      used = parent.used;
      weight = parent.weight;
      chunks = parent.chunks;
      distance = parent.distance;
      chunkEnd = parent.chunkEnd;
      referenceEnd = parent.referenceEnd;
      matches = parent.matches;
    }

    int chunksWith(int hypothesisStart) {
      return chunkEnd == CLOSED || chunkEnd == hypothesisStart ? chunks : chunks + 1;
    }

    void take(int match, int position) {
      int start = candidates.hypothesisStart(match);
      chunks = chunksWith(start);
      chunkEnd = start + candidates.hypothesisLength(match);
      referenceEnd = position + candidates.referenceLength(match);
      weight += weight(match);
      matches = new Link(match, position, matches);
    }

    void close() {
      if (chunkEnd != CLOSED) {
        chunks++;
        chunkEnd = CLOSED;
      }
    }

    boolean isWorseThan(int otherWeight, int otherChunks, int otherDistance) {
      if (weight != otherWeight) {
        return weight < otherWeight;
      }
      return chunks != otherChunks ? chunks > otherChunks : distance > otherDistance;
    }
  }
}
