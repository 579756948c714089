import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs google-java-format over every Java file of the modules: {@code check} fails on the first
 * unformatted tree, {@code fix} rewrites it. Called by the build ({@code mvn -N verify
 * -Dformat=fix}).
 */
class Format {
  public static void main(String[] args) throws IOException {
    boolean fix = args.length == 1 && args[0].equals("fix");
    List<String> command =
        new ArrayList<>(fix ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    // Modules lie at the top and inside one another.
    try (Stream<Path> poms = Files.find(Path.of("."), 3, (p, a) -> p.endsWith("pom.xml"))) {
      for (Path module : poms.map(Path::getParent).sorted().toList()) {
        Path sources = module.resolve("src");
        if (Files.isDirectory(sources)) {
          try (Stream<Path> files = Files.walk(sources)) {
            files
                .filter(f -> f.toString().endsWith(".java"))
                .sorted()
                .forEach(f -> command.add(f.toString()));
          }
        }
      }
    }
    command.add("build/Format.java");
    if (!fix) {
      System.out.println("Formatting check; a file named below needs: mvn -N verify -Dformat=fix");
    }
    Main.main(command.toArray(String[]::new));
  }
}
