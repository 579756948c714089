package org.seq2time.harness.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.datasets.io.BadInputException;

class VideoFolderTest {

  @TempDir Path root;

  @BeforeEach
  void fill() throws IOException {
    for (String name :
        new String[] {
          "AAA.mp4",
          "val/226/bbb-C_1.mkv",
          "NUsG9BgSes0_60.0_210.0.mp4",
          "v_ccc.webm",
          "ddd.webm",
          "ddd.MP4",
          "one/eee.mp4",
          "two/eee.mp4",
          "notes.txt",
          "plain"
        }) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AAA, AAA.mp4",
    "AAA.mp4, AAA.mp4",
    "AAA.avi, AAA.mp4",
    "v_AAA, AAA.mp4",
    "bbb-C_1, val/226/bbb-C_1.mkv",
    "other/bbb-C_1.mp4, val/226/bbb-C_1.mkv",
    "NUsG9BgSes0_60.0_210.0, NUsG9BgSes0_60.0_210.0.mp4",
    "ccc, v_ccc.webm",
    "ddd.webm, ddd.webm",
    "ddd.MP4, ddd.MP4",
    "two/eee.mp4, two/eee.mp4",
  })
  void idsAreFoundWithAndWithoutExtensionInAnyFolder(String id, String expected) {
    assertThat(VideoFolder.of(root).find(id)).isEqualTo(root.resolve(expected));
  }

  @Test
  void aMissingVideoIsNamed() {
    VideoFolder folder = VideoFolder.of(root);
    assertThat(folder.size()).isEqualTo(6);
    for (String id : new String[] {"zzz", "notes", "plain", "", "../AAA"}) {
      if (id.equals("../AAA")) {
        assertThat(folder.find(id)).isEqualTo(root.resolve("AAA.mp4"));
      } else {
        assertThatExceptionOfType(VideoException.class)
            .isThrownBy(() -> folder.find(id))
            .withMessage(root + ": has no video " + id);
      }
    }
  }

  @Test
  void twoFilesForOneIdAreNamed() {
    assertThatExceptionOfType(VideoException.class)
        .isThrownBy(() -> VideoFolder.of(root).find("ddd"))
        .withMessageContaining("several files for video ddd: ddd.MP4 and ddd.webm");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ts", "m2ts", "wmv", "asf", "ogv", "3gp", "mpeg", "mpg", "vob", "flv", "gif", "avi", "mxf",
        "ivf", "nut", "h264", "m1v", "TS"
      })
  void everyExtensionOfVideosIsFound(String extension) throws IOException {
    Path file = Files.createFile(root.resolve("some_id." + extension));
    assertThat(VideoFolder.of(root).find("some_id")).isEqualTo(file);
  }

  @Test
  void aVideoWithoutExtensionIsFoundByItsContent() throws IOException {
    Path named = root.resolve("video.mkv");
    try (VideoWriter writer = new VideoWriter(named, 64, 48, 25, VideoWriter.Coding.DEFAULT)) {
      writer.write(MarkedPictures.of(0, 64, 48), 0);
    }
    Path bare = Files.move(named, root.resolve("abc_60.0_210.0"));
    assertThat(VideoFolder.of(root).find("abc_60.0_210.0")).isEqualTo(bare);
  }

  /** The sound of a video next to it is no second video. */
  @Test
  void whatHasNoVideoTrackIsNoSecondFile() throws IOException {
    Path video = root.resolve("fff.mkv");
    try (VideoWriter writer = new VideoWriter(video, 64, 48, 25, VideoWriter.Coding.DEFAULT)) {
      writer.write(MarkedPictures.of(0, 64, 48), 0);
    }
    Files.writeString(root.resolve("fff.dat"), "no video");
    assertThat(VideoFolder.of(root).find("fff")).isEqualTo(video);
    assertThat(VideoFolder.of(root).severalFiles()).isEmpty();
  }

  @Test
  void twoFilesOfOneKindAreNamed() {
    assertThatExceptionOfType(VideoException.class)
        .isThrownBy(() -> VideoFolder.of(root).find("eee"))
        .withMessageContaining("several files for video eee: one/eee.mp4 and two/eee.mp4");
  }

  @Test
  void linksThatLoopDoNotHang() throws IOException {
    Files.createSymbolicLink(root.resolve("val/loop"), root);
    assertThat(VideoFolder.of(root).find("bbb-C_1")).isEqualTo(root.resolve("val/226/bbb-C_1.mkv"));
  }

  @Test
  void whatIsNoFolderIsNamed() {
    Path none = root.resolve("none");
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> VideoFolder.of(none))
        .withMessage(none + ": no such folder");
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> VideoFolder.of(root.resolve("AAA.mp4")))
        .withMessageEndingWith("is a file, expected a folder");
  }
}
