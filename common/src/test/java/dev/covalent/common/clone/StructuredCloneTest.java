package dev.covalent.common.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Arguments;
import dev.covalent.common.RemoteError;
import dev.covalent.common.Value;
import dev.covalent.common.payload.Payload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Arguments, values and errors as the receiver sees them. */
@NullUnmarked
final class StructuredCloneTest {

    @Test
    void arguments_readByIndex_missingOnesAreNull() {
        Arguments args = StructuredClone.arguments(StructuredClone.encodeArguments("a", null, 3));

        assertThat(args.size()).isEqualTo(3);
        assertThat(args.get(0)).isEqualTo("a");
        assertThat(args.get(1)).isNull();
        assertThat(args.get(2, long.class)).isEqualTo(3L);
        assertThat(args.get(3)).isNull();
        assertThat(args.get(3, String.class)).isNull();
        assertThat(args.value(3).isNull()).isTrue();
        assertThat(args.value(2).get(int.class)).isEqualTo(3);
        assertThat(args.toList()).containsExactly("a", null, 3);
        assertThatThrownBy(() -> args.toList().add(1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> args.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> args.value(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void arguments_none_areEmpty() {
        assertThat(StructuredClone.arguments(StructuredClone.encodeArguments()).size())
                .isZero();
    }

    @Test
    void argument_missingAsPrimitive_isRefusedNamingItsIndex() {
        Arguments args = StructuredClone.arguments(StructuredClone.encodeArguments());

        assertThatThrownBy(() -> args.get(0, int.class)).hasMessage("args[0]: found null, expected int");
        assertThatThrownBy(() -> args.value(1).get(int.class)).hasMessage("args[1]: found null, expected int");
    }

    @Test
    void arguments_thatAreNoList_areMalformed() {
        Arguments args = StructuredClone.arguments(StructuredClone.encode("text", "value"));

        assertThatThrownBy(args::size)
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("Malformed data at byte 1: no list of arguments");
    }

    @Test
    void value_malformed_saysSoAtEveryAccessAndNotBefore() {
        Value value = StructuredClone.value(Payload.of(new byte[] {Tag.VERSION, (byte) 200}));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(value::get)
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessage("Malformed data at byte 2: unknown tag 200");
        }
    }

    @Test
    void value_readTwice_isOneObject() {
        Value value = StructuredClone.value(StructuredClone.encode(List.of(1), "value"));

        assertThat(value.get()).isSameAs(value.get());
    }

    @Test
    void value_readByManyThreadsAtOnce_isOneObject() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 50; round++) {
                Value value = StructuredClone.value(StructuredClone.encode(Map.of("k", List.of(round)), "value"));
                CyclicBarrier start = new CyclicBarrier(4);
                Callable<Integer> read = () -> {
                    start.await(5, TimeUnit.SECONDS);
                    return System.identityHashCode(value.get());
                };
                Set<Integer> identities = new HashSet<>();
                for (Future<Integer> identity : threads.invokeAll(List.of(read, read, read, read))) {
                    identities.add(identity.get(5, TimeUnit.SECONDS));
                }
                assertThat(identities).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test // CLN-14
    void errorOf_exceptionWithCause_keepsNamesMessagesAndStack() {
        Exception thrown = new IllegalStateException("outer", new Custom(null));

        RemoteError error = StructuredClone.decodeError(StructuredClone.encodeError(StructuredClone.errorOf(thrown)));

        assertThat(error.type()).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.message()).isEqualTo("outer");
        assertThat(error.stack().lines().findFirst())
                .hasValueSatisfying(frame -> assertThat(frame)
                        .contains("StructuredCloneTest.errorOf_exceptionWithCause_keepsNamesMessagesAndStack"));
        assertThat(error.cause().type()).isEqualTo("dev.covalent.common.clone.StructuredCloneTest$Custom");
        assertThat(error.cause().message()).isNull();
        assertThat(error.cause().cause()).isNull();
    }

    @Test
    void errorOf_causesInACycleOrManyOfThem_ends() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);
        Exception deep = new Exception("0");
        for (int i = 1; i < 1000; i++) {
            deep = new Exception("" + i, deep);
        }

        assertThat(causes(StructuredClone.errorOf(first))).containsExactly("first", "second");
        assertThat(causes(StructuredClone.errorOf(deep)))
                .hasSize(ErrorSnapshot.MAX_CAUSES)
                .startsWith("999", "998");
    }

    @Test
    void errorOf_longMessageAndDeepStack_isCut() {
        Exception thrown = deep(500, "m".repeat(1_000_000));

        RemoteError error = StructuredClone.errorOf(thrown);

        assertThat(error.message()).hasSizeLessThan(9000).endsWith("... (1000000 characters)");
        assertThat(error.stack().lines()).hasSize(ErrorSnapshot.MAX_FRAMES + 1);
        assertThat(error.stack()).endsWith(" more");
    }

    @Test
    void errorOf_exceptionWhoseMethodsThrow_stillGivesItsName() {
        RemoteError error = StructuredClone.errorOf(new Custom("x") {
            @Override
            public String getMessage() {
                throw new IllegalStateException();
            }

            @Override
            public synchronized Throwable getCause() {
                throw new IllegalStateException();
            }
        });

        assertThat(error.type()).startsWith("dev.covalent.common.clone.StructuredCloneTest$");
        assertThat(error.message())
                .isEqualTo("its message could not be read: getMessage() threw java.lang.IllegalStateException");
    }

    @Test
    void decodeError_ofAnotherValue_isMalformed() {
        assertThatThrownBy(() -> StructuredClone.decodeError(StructuredClone.encode("text", "value")))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("Malformed data at byte 1: no error");
    }

    private static List<String> causes(RemoteError error) {
        List<String> messages = new ArrayList<>();
        for (RemoteError link = error; link != null; link = link.cause()) {
            messages.add(link.message());
        }
        return messages;
    }

    private static Exception deep(int depth, String message) {
        return depth == 0 ? new Exception(message) : deep(depth - 1, message);
    }

    private static class Custom extends Exception {
        Custom(String message) {
            super(message);
        }
    }
}
