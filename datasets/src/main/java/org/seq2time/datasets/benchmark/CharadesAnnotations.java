package org.seq2time.datasets.benchmark;

import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.io.InputFile;

/** Reads Charades-STA as text, in COCO form, or in QVHighlights' JSON lines. */
final class CharadesAnnotations {

  private CharadesAnnotations() {}

  static Annotations<GroundingSample> read(AnnotationFile file) {
    boolean json =
        file.format() == null
            ? InputFile.looksLikeJson(file.path())
            : file.format() == AnnotationFormat.CHARADES_COCO;
    boolean lines =
        json
            && (file.format() == AnnotationFormat.QVHIGHLIGHTS_JSON
                || (file.format() == null && CharadesLines.isStart(file.path())));
    if (lines) {
      return file.joined(CharadesLines.read(file.path()), GroundingSample::withDuration);
    }
    Annotations<GroundingSample> read =
        json
            ? file.readRoot(
                "\"annotations\" (COCO form)",
                (field, cursor) ->
                    field.equals("annotations") ? CharadesCoco.read(file.path(), cursor) : null)
            : CharadesText.read(file.path());
    return file.joined(read, GroundingSample::withDuration);
  }
}
