package org.seq2time.reports.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.OutputFiles;

class OutputFilesTest {

  @TempDir Path folder;

  private static OutputFiles.Body text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> folder.relativize(f).toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void foldersAboveAreMadeAndNothingElseIsLeft() throws IOException {
    Path file = folder.resolve("a/b/c.txt");
    OutputFiles.write(file, text("one"));
    assertThat(file).hasContent("one");
    OutputFiles.write(file, text("two"));
    assertThat(file).hasContent("two");
    assertThat(names()).containsExactly("a/b/c.txt");
  }

  @Test
  void failureKeepsTheFileThatWasThere() {
    Path file = folder.resolve("x.json");
    OutputFiles.write(file, text("whole"));
    assertThatThrownBy(
            () ->
                OutputFiles.write(
                    file,
                    out -> {
                      out.write('{');
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(BadInputException.class)
        .hasMessage(file + ": cannot be written: disk full");
    assertThat(file).hasContent("whole");
  }

  @Test
  void folderIsNoFileToWrite() {
    assertThatThrownBy(() -> OutputFiles.write(folder, text("")))
        .isInstanceOf(BadInputException.class)
        .hasMessage(folder + ": is a folder; name a file to write");
  }

  @Test
  void fileWhereAFolderIsNeededIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "");
    assertThatThrownBy(() -> OutputFiles.write(file.resolve("g"), text("")))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file.toString());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void deviceIsWrittenToAndNotReplaced() {
    Path device = Path.of("/dev/null");
    OutputFiles.write(device, text("nothing"));
    assertThat(Files.isRegularFile(device)).isFalse();
    assertThat(Files.exists(Path.of("/dev/null.part"))).isFalse();
  }
}
