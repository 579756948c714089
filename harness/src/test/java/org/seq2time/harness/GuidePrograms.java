package org.seq2time.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The Java programs of a guide under {@code docs}, each with what the guide says that it prints:
 * every block of {@code java}, and the block of {@code text} right behind it, if there is one.
 */
public final class GuidePrograms {

  private static final Path HOME = Path.of(System.getProperty("seq2time.home", ".."));

  private static final Pattern BLOCK =
      Pattern.compile("```java\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", Pattern.DOTALL);

  private static final Pattern COORDINATES =
      Pattern.compile("^// org\\.seq2time:seq2time-([a-z]+):(\\S+)\n");

  private static final Pattern IMPORT =
      Pattern.compile("^import org\\.seq2time\\.([a-z]+)\\.[^;]+;$", Pattern.MULTILINE);

  /** Each with those before it. */
  private static final List<String> MODULES = List.of("datasets", "metrics", "reports", "harness");

  private GuidePrograms() {}

  /**
   * A program.
   *
   * @param name of the guide and the program's number in it
   * @param printed what the guide shows as its output; empty if it shows none
   */
  public record Program(String name, String source, Optional<String> printed) {

    /** Fails if the first line does not name this version's module that has all it imports. */
    public void checkCoordinates() throws IOException {
      Matcher coordinates = COORDINATES.matcher(source);
      assertThat(coordinates.find()).as("%s names its artifact", name).isTrue();
      int module = MODULES.indexOf(coordinates.group(1));
      assertThat(Files.readString(HOME.resolve("pom.xml")))
          .contains("<version>" + coordinates.group(2) + "</version>\n  <packaging>pom");
      assertThat(IMPORT.matcher(source).results().map(i -> MODULES.indexOf(i.group(1))))
          .as("%s needs its artifact and no later one", name)
          .isNotEmpty()
          .allMatch(used -> used >= 0 && used <= module)
          .contains(module);
    }

    /**
     * Compiles the program and runs it.
     *
     * @param folder where the guide's relative paths begin
     * @return what it printed
     */
    public String run(Path folder, UnaryOperator<String> edit) throws Exception {
      String placed = source.replace("Path.of(\"", "Path.of(\"" + folder + "/");
      Path classes = Files.createDirectories(folder.resolve("classes"));
      Path file = Files.writeString(classes.resolve(name + ".java"), edit.apply(placed));
      compile(file, classes);
      PrintStream out = System.out;
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      try (URLClassLoader loader =
          new URLClassLoader(
              new URL[] {classes.toUri().toURL()}, GuidePrograms.class.getClassLoader())) {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        start(loader.loadClass(name));
      } finally {
        System.setOut(out);
      }
      return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
  }

  /** The programs in the guide's order. */
  public static List<Program> of(String guide) throws IOException {
    String text = Files.readString(HOME.resolve("docs").resolve(guide));
    List<Program> programs = new ArrayList<>();
    for (Matcher block = BLOCK.matcher(text); block.find(); ) {
      programs.add(
          new Program(
              guide.replace(".md", "") + (programs.size() + 1),
              block.group(1),
              Optional.ofNullable(block.group(2))));
    }
    assertThat(programs).as(guide).hasSize(text.split("```java", -1).length - 1).isNotEmpty();
    return programs;
  }

  private static void compile(Path file, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of(
                      "-proc:none",
                      "-d",
                      classes.toString(),
                      "-cp",
                      System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      assertThat(compiled).as("%s compiles: %s", file.getFileName(), messages).isTrue();
    }
  }

  private static void start(Class<?> program) throws Exception {
    Constructor<?> constructor = program.getDeclaredConstructor();
    constructor.setAccessible(true);
    Method main = program.getDeclaredMethod("main");
    main.setAccessible(true);
    try {
      main.invoke(constructor.newInstance());
    } catch (InvocationTargetException e) {
      throw new AssertionError(program.getName() + " failed: " + e.getCause(), e.getCause());
    }
  }
}
