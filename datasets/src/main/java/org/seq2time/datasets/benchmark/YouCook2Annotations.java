package org.seq2time.datasets.benchmark;

import org.seq2time.datasets.DenseSample;

/** Reads YouCook2 in either of its forms. */
final class YouCook2Annotations {

  private static final String COCO = "\"annotations\" (COCO caption form)";
  private static final String OFFICIAL = "\"database\" (YouCook2's release)";

  private YouCook2Annotations() {}

  static Annotations<DenseSample> read(AnnotationFile file) {
    Annotations<DenseSample> read =
        file.readRoot(
            expected(file),
            (field, cursor) -> {
              if (field.equals("annotations") && file.allows(AnnotationFormat.YOUCOOK2_COCO)) {
                return YouCook2Coco.read(file.path(), cursor);
              }
              return field.equals("database") && file.allows(AnnotationFormat.YOUCOOK2_OFFICIAL)
                  ? YouCook2Official.read(file.path(), cursor, file.subset())
                  : null;
            });
    return file.joined(read, DenseSample::withDuration);
  }

  private static String expected(AnnotationFile file) {
    return switch (file.format()) {
      case YOUCOOK2_COCO -> COCO + ", as --format says";
      case YOUCOOK2_OFFICIAL -> OFFICIAL + ", as --format says";
      case null, default -> COCO + " or " + OFFICIAL;
    };
  }
}
