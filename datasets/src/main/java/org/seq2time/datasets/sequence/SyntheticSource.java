package org.seq2time.datasets.sequence;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.seq2time.datasets.sequence.text.JsonLine;

/**
 * Writes made-up sources of any size, to measure and to try recipes with: captioned images in the
 * shape of LLaVA-ReCap (a JSON array, one item a line, about 1,430 bytes each), or captioned clips
 * of 700 action classes in JSON lines. An item depends on the seed and its number alone.
 */
public final class SyntheticSource {

  /** As many action classes as Kinetics-700 has. */
  public static final int LABELS = 700;

  private static final int FLUSH_BYTES = 1 << 20;
  private static final int MEAN_SENTENCES = 17;

  private static final List<byte[]> OPENINGS =
      bytes("In the picture, ", "Near the middle, ", "To the left, ", "Behind it, ", "Above, ", "");
  private static final List<byte[]> QUALITIES =
      bytes(
          "small",
          "large",
          "red",
          "pale blue",
          "wooden",
          "shining",
          "worn",
          "striped",
          "round",
          "quiet",
          "bright",
          "dusty",
          "tall",
          "folded",
          "half-open",
          "freshly painted");
  private static final List<byte[]> THINGS =
      bytes(
          "table",
          "window",
          "bicycle",
          "kettle",
          "garden wall",
          "coat",
          "boat",
          "lamp",
          "market",
          "ladder",
          "dog",
          "child",
          "basket of apples",
          "bookshelf",
          "railway platform",
          "violin",
          "curtain",
          "bridge",
          "tent",
          "newspaper",
          "hen",
          "sleeping cat",
          "tractor",
          "mirror");
  private static final List<byte[]> VERBS =
      bytes(
          "stands beside",
          "leans against",
          "is hidden by",
          "throws a shadow on",
          "faces",
          "rests on",
          "hangs over",
          "points at",
          "is half covered by",
          "is reflected in");
  private static final List<byte[]> ENDINGS =
      bytes(
          " in the morning light",
          " under a grey sky",
          " as if left there in a hurry",
          ", slightly out of focus",
          " on the far side",
          "",
          " with rain on it",
          " near the edge");
  private static final List<byte[]> ACTIONS =
      bytes(
          "stirring",
          "climbing",
          "folding",
          "painting",
          "throwing",
          "cutting",
          "washing",
          "tuning",
          "juggling",
          "repairing",
          "carrying",
          "polishing",
          "drawing",
          "building",
          "watering",
          "shaking",
          "spinning",
          "opening",
          "wrapping",
          "counting",
          "stacking",
          "peeling",
          "rolling",
          "ironing",
          "weaving",
          "sharpening",
          "pouring",
          "balancing");

  private final long seed;
  private final JsonLine line = new JsonLine();

  private SyntheticSource(long seed) {
    this.seed = seed;
  }

  /** Writes captioned images. */
  public static void writeImages(OutputStream out, long items, long seed) throws IOException {
    SyntheticSource source = new SyntheticSource(seed);
    source.line.ascii("[\n");
    for (long i = 0; i < items; i++) {
      source.image(i);
      source.line.ascii(i + 1 < items ? ",\n" : "\n");
      source.flush(out, FLUSH_BYTES);
    }
    source.line.ascii("]\n");
    source.flush(out, 0);
  }

  /** Writes captioned clips of {@value #LABELS} classes. */
  public static void writeClips(OutputStream out, long items, long seed) throws IOException {
    SyntheticSource source = new SyntheticSource(seed);
    for (long i = 0; i < items; i++) {
      source.clip(i);
      source.line.ascii("\n");
      source.flush(out, FLUSH_BYTES);
    }
    source.flush(out, 0);
  }

  private void image(long i) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + i);
    line.ascii("{\"id\":\"").number(i, 9).ascii("\",\"image\":\"").number(i / 10_000, 5);
    line.ascii("/").number(i, 9).ascii(".jpg\",\"conversations\":[{\"from\":\"human\",\"value\":");
    line.ascii("\"<image>\\nDescribe the picture in detail.\"},{\"from\":\"gpt\",\"value\":\"");
    int sentences = MEAN_SENTENCES - 5 + random.nextInt(11);
    for (int s = 0; s < sentences; s++) {
      line.ascii(s == 0 ? "" : " ");
      sentence(random);
    }
    line.ascii("\"}]}");
  }

  private void clip(long i) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_033 + i);
    int label = random.nextInt(LABELS);
    line.ascii("{\"clip\":\"")
        .number(label, 3)
        .ascii("/")
        .number(i, 8)
        .ascii(".mp4\",\"label\":\"");
    line.raw(ACTIONS.get(label % ACTIONS.size())).ascii(" ");
    line.raw(THINGS.get(label / ACTIONS.size() % THINGS.size())).ascii(" ").number(label, 3);
    line.ascii("\",\"duration\":")
        .number(random.nextInt(4, 11))
        .ascii(",\"caption\":\"Somebody is ");
    line.raw(ACTIONS.get(label % ACTIONS.size())).ascii(". ");
    sentence(random);
    line.ascii(" ");
    sentence(random);
    line.ascii("\"}");
  }

  private void sentence(SplittableRandom random) {
    byte[] opening = pick(OPENINGS, random);
    line.raw(opening).ascii(opening.length == 0 ? "A " : "a ");
    thing(random);
    line.ascii(" ").raw(pick(VERBS, random)).ascii(" a ");
    thing(random);
    line.raw(pick(ENDINGS, random)).ascii(".");
  }

  private void thing(SplittableRandom random) {
    line.raw(pick(QUALITIES, random)).ascii(" ").raw(pick(THINGS, random));
  }

  private static byte[] pick(List<byte[]> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }

  private void flush(OutputStream out, int above) throws IOException {
    if (line.length() > above) {
      out.write(line.array(), 0, line.length());
      line.clear();
    }
  }

  private static List<byte[]> bytes(String... words) {
    return Arrays.stream(words).map(w -> w.getBytes(StandardCharsets.US_ASCII)).toList();
  }
}
