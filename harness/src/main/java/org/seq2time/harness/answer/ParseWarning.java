package org.seq2time.harness.answer;

/** Something that a parser mended, left out or wondered about, counted per answer. */
public enum ParseWarning {
  /** A range was given with its end first. */
  REVERSED("answers with reversed times, which were swapped"),
  /** A window or event lies, in part at least, behind the end of the video. */
  BEYOND_END("answers with times beyond the end of the video, kept as given"),
  /** A highlight lies behind the end of the video, where there are no clips. */
  NO_CLIP("answers with highlights beyond the end of the video, which were dropped"),
  /** The same item was said again. */
  REPEATED("answers that repeat themselves; each item counts once"),
  /** The answer breaks off in an item. */
  TRUNCATED("answers that are cut off within an item, which was dropped"),
  /** The prompt, its example or the query came back. */
  ECHO("answers that repeat the prompt or its example, which was ignored"),
  /** Only moments were given where segments are asked for. */
  MOMENTS("answers with single times only; each event is taken to last until the next"),
  /** No field has the name of a caption; the longest text was taken. */
  CAPTION_GUESSED("answers whose captions have no known name; the longest text was taken"),
  /** A list of clip scores is not as long as the video has clips. */
  SCORE_COUNT("answers with a score list that does not fit the clips; missing clips rank last"),
  /** A range is open, and the video's length is unknown. */
  LENGTH_NEEDED("answers with an open range in a video of unknown length; give --durations"),
  /** The item that names the query was taken out of a list of events. */
  NAMED_ITEM("answers that list events; the one that names the query was taken"),
  /** More characters than are read. */
  TOO_LONG("answers of more than 50,000 characters, of which the last ones were read"),
  /** TimeChat's scripts write such an answer as clip scores that are all 0, which are scored. */
  ALL_ZERO("answers without a highlight, scored as all-zero clips as the reference does"),
  /** TimeChat's scripts end with an error, or find a number that is not finite. */
  REFERENCE_FAILS("answers on which the reference fails are counted as having no time");

  private final String text;

  ParseWarning(String text) {
    this.text = text;
  }

  /** The text of a notice, without its count. */
  public String text() {
    return text;
  }
}
