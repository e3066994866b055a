package dev.covalent.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every entry of the catalogue of behaviours that applies has a test which names it, in a comment beside it. */
final class ConformanceIndexTest {
    private static final Path ROOT = Path.of("..");
    private static final Path INDEX = Path.of("src", "test", "resources", "conformance.txt");
    private static final List<String> MODULES = List.of("common", "main-process", "renderer", "launcher");
    private static final Pattern KIND = Pattern.compile("same|adapt|n/a");
    private static final Pattern ENTRY =
            Pattern.compile("(?:IPC|INV|SYN|ORD|STO|PRT|CLN|WIN|ASK|REM|DAT|APP|UTL)-\\d\\d|F\\d{1,2}");

    /** What comes before a type is about all of its tests, and proves nothing of each entry either. */
    private static final Pattern TYPE = Pattern.compile(
            "^(?:(?:public|abstract|final|sealed|non-sealed) )*(?:class|@?interface|record|enum) ", Pattern.MULTILINE);

    /** "IPC-02, 03, 15" names three entries. */
    private static final Pattern MENTION = Pattern.compile("\\b([A-Z]{3}-)(\\d\\d)\\b((?:, \\d\\d\\b)*)");

    /** "IPC-01 to IPC-36" says what a class is about, and proves nothing of each entry. */
    private static final Pattern RANGE = Pattern.compile("\\b[A-Z]{3}-\\d\\d to (?:[A-Z]{3}-)?\\d\\d");

    /** An entry is named in a comment beside a test, as in "APP-13: F20" or "F16, F17". */
    private static final Pattern COMMENT = Pattern.compile("//.*");

    /** A test, from its annotation to the end of the line that opens its body. */
    private static final Pattern TEST =
            Pattern.compile("@(?:Parameterized|Repeated)?Test\\b(?s:.*?)\\bvoid\\b(?s:[^{]*)\\{.*");

    /** Faults are had from real processes: by tests of this name, or those that they inherit or run. */
    private static final Pattern OF_PROCESSES = Pattern.compile(".*(?:IT|Contract|Flows)\\.java");

    private static final Pattern FAULT = Pattern.compile("\\bF\\d{1,2}\\b");

    @Test
    void everyEntryThatApplies_isNamedBesideATest() throws IOException {
        Set<String> wanted = new TreeSet<>(applicable().keySet());

        for (Path file : sources()) {
            Set<String> shown = shown(Files.readString(file));
            if (!OF_PROCESSES.matcher(file.toString()).matches()) {
                shown.removeIf(entry -> FAULT.matcher(entry).matches());
            }
            wanted.removeAll(shown);
        }

        assertThat(wanted).as("entries without a test").isEmpty();
    }

    @Test
    void mentionedEntries_ofTheSectionsInTheIndex_exist() throws IOException {
        Set<String> known = entries().keySet();

        assertThat(mentions())
                .filteredOn(entry -> ENTRY.matcher(entry).matches())
                .filteredOn(entry -> !entry.startsWith("DAT-")) // those of storage are not in the index
                .isSubsetOf(known);
    }

    @Test
    void shownEntries_areThoseBesideATest() {
        String source = """
                /# F6, WIN-06
                final class SomeIT {
                    @Test
                    void first() throws Exception { /# F1, WIN-04, 05
                        use("elsewhere"); /# F2, WIN-07
                    }

                    @Test /# F3
                    @ValueSource(strings = {"one"})
                    void second(
                            Path directory) /# F4
                            throws Exception {}

                    private void helper() {} /# F5, WIN-08
                }
                """.replace("/#", "//");

        assertThat(shown(source)).containsExactlyInAnyOrder("F1", "WIN-04", "WIN-05", "F3", "F4");
    }

    /** Returns the entries that comments at the tests of a class name. */
    private static Set<String> shown(String source) {
        return TEST.matcher(tests(source))
                .results()
                .flatMap(test -> COMMENT.matcher(test.group()).results())
                .flatMap(comment -> Stream.concat(faults(comment.group()), others(comment.group())))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> applicable() throws IOException {
        Map<String, String> applicable = entries();
        applicable.values().removeIf("n/a"::equals);
        return applicable;
    }

    private static Map<String, String> entries() throws IOException {
        Map<String, String> entries = new TreeMap<>();
        for (String line : lines()) {
            String[] words = line.split(" +", 2);
            assertThat(words).as(line).hasSize(2);
            assertThat(words[0]).as(line).matches(ENTRY);
            assertThat(words[1]).as(line).matches(KIND);
            assertThat(entries.put(words[0], words[1])).as(line).isNull();
        }
        return entries;
    }

    /** Returns the lines that say something, without comments. */
    private static List<String> lines() throws IOException {
        return Files.readAllLines(INDEX).stream()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static Set<String> mentions() throws IOException {
        Set<String> mentions = new HashSet<>();
        for (Path file : sources()) {
            mentions.addAll(mentions(Files.readString(file)));
        }
        return mentions;
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                files.filter(path -> path.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    private static Collection<String> mentions(String source) {
        String tests = tests(source);
        Stream<String> faults = COMMENT.matcher(tests).results().flatMap(comment -> faults(comment.group()));
        return Stream.concat(faults, others(tests)).collect(Collectors.toSet());
    }

    private static String tests(String source) {
        Matcher type = TYPE.matcher(source);
        return type.find() ? source.substring(type.start()) : "";
    }

    private static Stream<String> faults(String text) {
        return FAULT.matcher(text).results().map(MatchResult::group);
    }

    private static Stream<String> others(String text) {
        return MENTION.matcher(RANGE.matcher(text).replaceAll("")).results().flatMap(ConformanceIndexTest::each);
    }

    private static Stream<String> each(MatchResult mention) {
        String section = mention.group(1);
        return Stream.concat(
                Stream.of(section + mention.group(2)),
                Stream.of(mention.group(3).split(", "))
                        .filter(number -> !number.isEmpty())
                        .map(number -> section + number));
    }
}
