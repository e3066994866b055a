package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.RemoteError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Structured clones between processes: CLN-01 to CLN-20. The codec's own tests go through every type. */
interface ValueFlows {

    IpcFixture fixture();

    @Test
    @SuppressWarnings("JavaUtilDate") // a value like any other
    default void values_thereAndBack_keepTheirTypes() { // CLN-01, 10, 12, 13, 15, 16, 18
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        map.put(3, "three");
        map.put("none", null);
        map.put(List.of(1, 2), Set.of(true));
        List<@Nullable Object> values = Arrays.asList(
                null,
                true,
                (byte) 1,
                (short) 2,
                3,
                4L,
                5f,
                6.5,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                -0.0,
                'c',
                "Grüße \ud83d\ude80",
                new BigInteger("123456789012345678901234567890"),
                new BigDecimal("1.50"),
                new byte[] {1},
                new int[] {1, 2},
                new double[] {Double.NaN},
                List.of(1, List.of()),
                new LinkedHashSet<>(List.of(3, 1, 2)),
                map,
                new Date(1),
                Instant.EPOCH,
                LocalDate.of(2026, 11, 24),
                ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Berlin")),
                Duration.ofMillis(1),
                new UUID(1, 2),
                URI.create("https://example.com/?q=ü"),
                Locale.GERMANY);
        for (Object value : values) {
            Object back = echo(value);
            assertThat(Objects.deepEquals(back, value))
                    .as("%s arrives as %s", value, back)
                    .isTrue();
        }
    }

    @Test
    default void patternsBuffersRecordsAndEnums_arriveAsPlainData() { // CLN-11, CLN-13, CLN-17
        assertThat(echo(Pattern.compile("a+", Pattern.CASE_INSENSITIVE)))
                .isInstanceOfSatisfying(Pattern.class, pattern -> {
                    assertThat(pattern.pattern()).isEqualTo("a+");
                    assertThat(pattern.flags()).isEqualTo(Pattern.CASE_INSENSITIVE);
                });
        assertThat(echo(ByteBuffer.allocateDirect(3))).isEqualTo(ByteBuffer.wrap(new byte[3]));
        assertThat(echo(new Heard(1, 2, List.of("x"))))
                .isEqualTo(Map.of("senderId", 1, "ports", 2, "args", List.of("x")));
        assertThat(echo(Script.SEND)).isEqualTo("SEND");
    }

    @Test
    default void exception_arrivesAsAnError() { // CLN-14
        Object error = echo(new IllegalStateException("outer", new IllegalArgumentException("inner")));

        assertThat(error).isInstanceOfSatisfying(RemoteError.class, arrived -> {
            assertThat(arrived.type()).isEqualTo("java.lang.IllegalStateException");
            assertThat(arrived.message()).isEqualTo("outer");
            assertThat(arrived.cause()).extracting(RemoteError::message).isEqualTo("inner");
        });
    }

    @Test
    default void cyclesAndSharing_arriveAsTheyWere() { // CLN-07, CLN-08, CLN-09
        List<@Nullable Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        Map<String, Object> child = new LinkedHashMap<>(Map.of("name", "child"));
        List<?> parents = List.of(Map.of("child", child), Map.of("child", child));

        assertThat(echo(cycle))
                .isInstanceOfSatisfying(
                        List.class,
                        back -> assertThat(back.get(0)).isSameAs(back).isNotSameAs(cycle));
        assertThat(echo(parents))
                .isInstanceOfSatisfying(
                        List.class,
                        back -> assertThat(((Map<?, ?>) back.get(0)).get("child"))
                                .isEqualTo(child)
                                .isNotSameAs(child)
                                .isSameAs(((Map<?, ?>) back.get(1)).get("child")));
    }

    @Test
    default void handlesOfThisProcess_areRefusedAndHarmNobody() { // CLN-02, CLN-04, CLN-05, CLN-06
        String channel = fixture().name("refused");
        fixture().first.listen(channel);
        for (Object handle : List.of(
                fixture().main,
                fixture().main.ipcMain(),
                fixture().main.browserWindows(),
                fixture().first.contents(),
                fixture().main.browserWindows().getAllWindows().get(0),
                fixture().main.ipcMain().newMessageChannel().port1(),
                System.out,
                ProcessHandle.current(),
                ClassLoader.getSystemClassLoader())) {
            assertThatThrownBy(() -> fixture().first.contents().send(channel, "fine", Map.of("handle", handle)))
                    .hasMessageStartingWith("An object could not be cloned: args[1].handle (");
        }

        Map<?, ?> said = fixture().first.run(Errand.REFUSED_VALUES, channel).get(Map.class);

        assertThat(said)
                .hasSize(9)
                .allSatisfy((name, text) -> assertThat(text.toString())
                        .as("%s", name)
                        .startsWith("dev.covalent.common.UncloneableValueException: An object could not be cloned:"
                                + " args[0].key ("));
        fixture().first.contents().send(channel, "after");
        assertThat(Heard.firstArguments(fixture().first.heard(channel, 1))).containsExactly("after");
    }

    @Test
    default void sharedMemory_isAFileThatBothMap(@TempDir Path directory) throws Exception { // CLN-20
        Path file = Files.write(directory.resolve("segment"), new byte[] {1, 2, 3});
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer shared = channel.map(FileChannel.MapMode.READ_WRITE, 0, 3);

            fixture().first.run(Errand.MAPPED_FILE, file.toString());

            assertThat(shared).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3, 4}));
            assertThat(echo(shared)).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3, 4})); // in a message it is a copy
        }
    }

    private @Nullable Object echo(@Nullable Object value) {
        Object back = fixture().first.run(Errand.ECHO, value).get();
        return back instanceof List<?> arguments ? arguments.get(0) : back;
    }
}
