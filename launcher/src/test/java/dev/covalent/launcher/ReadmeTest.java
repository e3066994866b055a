package dev.covalent.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the README are programs: each compiles against what is built. */
final class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Pattern EXAMPLE = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern PUBLIC_CLASS = Pattern.compile("public final class (\\w+)");

    @TempDir
    private Path classes;

    @Test
    void readme_hasItsExamples() throws IOException {
        assertThat(examples().map(ReadmeTest::className))
                .containsExactly("Notes", "Visitor", "Guards", "Editor", "Thermostat", "Library", "AwtHost");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void example_compiles(String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();

        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(problems, files, null, options, null, List.of(new Source(source)))
                    .call();

            assertThat(compiled).as("%s", problems).isTrue();
        }
    }

    private static Stream<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(README)).results().map((MatchResult example) -> example.group(1));
    }

    private static String className(String source) {
        return PUBLIC_CLASS.matcher(source).results().findFirst().orElseThrow().group(1);
    }

    /** A compilation unit in memory. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        private Source(String text) {
            super(URI.create("string:///" + className(text) + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
