package dev.covalent.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Subscription;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RemoteListenersTest {
    private final RemoteListeners<IntConsumer> listeners = new RemoteListeners<>();
    private final List<String> heard = new ArrayList<>();

    @Test
    void forEach_callsInTheOrderOfAdding_localOnesAndCallbacks() {
        listeners.add(value -> heard.add("a " + value));
        listeners.add(new Callback("b").proxy());
        listeners.add(value -> heard.add("c " + value));

        listeners.forEach(listener -> listener.accept(1));

        assertThat(heard).containsExactly("a 1", "b", "c 1");
        assertThat(listeners.size()).isEqualTo(3);
        assertThat(listeners.isEmpty()).isFalse();
    }

    @Test
    void add_twice_isCalledTwice_andRemovedLastFirst() { // REM-35
        IntConsumer twice = value -> heard.add("twice");
        listeners.add(twice);
        listeners.add(value -> heard.add("between"));
        listeners.add(twice);

        assertThat(listeners.remove(twice)).isTrue();

        listeners.forEach(listener -> listener.accept(1));
        assertThat(heard).containsExactly("twice", "between");
        assertThat(listeners.remove(twice)).isTrue();
        assertThat(listeners.remove(twice)).isFalse();
        assertThat(listeners.size()).isEqualTo(1);
    }

    @Test
    void rendererGone_itsListenersAreDropped_andNobodyElses() { // REM-52, REM-54
        Callback leaving = new Callback("leaving");
        listeners.add(leaving.proxy());
        listeners.add(value -> heard.add("local"));
        listeners.add(leaving.proxy());
        listeners.add(new Callback("staying").proxy());

        leaving.leave();
        leaving.tellGone();

        assertThat(listeners.size()).isEqualTo(2);
        listeners.forEach(listener -> listener.accept(1));
        assertThat(heard).containsExactly("local", "staying");
    }

    /** Main's loop may have other things to do first. */
    @Test
    void rendererGone_notToldYet_itsListenersAreNotCalled() { // REM-52
        Callback leaving = new Callback("leaving");
        listeners.add(leaving.proxy());

        leaving.leave();

        assertThat(listeners.isEmpty()).isTrue();
        assertThat(listeners.size()).isZero();
        listeners.forEach(listener -> listener.accept(1));
        assertThat(heard).isEmpty();
    }

    @Test
    void rendererGone_duringTheRound_itsListenerIsNotCalled() {
        Callback leaving = new Callback("leaving");
        listeners.add(value -> leaving.leave());
        listeners.add(leaving.proxy());

        listeners.forEach(listener -> listener.accept(1));

        assertThat(heard).isEmpty();
    }

    @Test
    void add_ofAGoneRenderer_isNotKept_howeverEarlyItsEndIsTold() { // REM-52
        Callback gone = new Callback("gone");
        gone.leave();
        gone.tellAtOnce = true;

        listeners.add(gone.proxy());

        gone.connected = true; // else nobody would see it if it were there
        assertThat(listeners.isEmpty()).isTrue();
    }

    @Test
    void remove_ofACallback_endsTheWaitForItsRenderer() {
        Callback callback = new Callback("callback");
        IntConsumer proxy = callback.proxy();
        listeners.add(proxy);
        assertThat(callback.waiting).hasSize(1);

        assertThat(listeners.remove(proxy)).isTrue();

        assertThat(callback.waiting).isEmpty();
        assertThat(listeners.isEmpty()).isTrue();
    }

    @Test
    void forEach_listenersThatThrow_areToldWhenAllWereCalled() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second");
        listeners.add(value -> {
            throw first;
        });
        listeners.add(value -> heard.add("a"));
        listeners.add(value -> {
            throw second;
        });
        listeners.add(value -> {
            throw first;
        });
        listeners.add(value -> heard.add("b"));

        assertThatThrownBy(() -> listeners.forEach(listener -> listener.accept(1)))
                .isSameAs(first)
                .hasSuppressedException(second);

        assertThat(heard).containsExactly("a", "b");
        assertThat(first.getSuppressed()).containsExactly(second);
    }

    @Test
    void forEach_listenersAddedAndRemovedMeanwhile_countFromTheNextRound() {
        IntConsumer removed = value -> heard.add("removed");
        listeners.add(value -> {
            assertThat(listeners.remove(removed)).isTrue();
            listeners.add(late -> heard.add("added"));
        });
        listeners.add(removed);

        listeners.forEach(listener -> listener.accept(1));

        assertThat(heard).containsExactly("removed");
        assertThat(listeners.size()).isEqualTo(2);
    }

    /** A renderer's callback, whose renderer goes when the test says so. */
    private final class Callback implements InvocationHandler, RemoteCallback {
        private final String name;
        private final List<Runnable> waiting = new ArrayList<>();
        private boolean connected = true;
        private boolean tellAtOnce;

        Callback(String name) {
            this.name = name;
        }

        IntConsumer proxy() {
            return (IntConsumer) Proxy.newProxyInstance(
                    IntConsumer.class.getClassLoader(), new Class<?>[] {IntConsumer.class}, this);
        }

        void leave() {
            connected = false;
        }

        void tellGone() {
            List<Runnable> told = List.copyOf(waiting);
            waiting.clear();
            told.forEach(Runnable::run);
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) {
            if (method.getName().equals("equals")) {
                return args != null && args[0] != null && Proxy.getInvocationHandler(args[0]) == this;
            }
            heard.add(name);
            return null;
        }

        @Override
        public int webContentsId() {
            return 1;
        }

        @Override
        public String place() {
            return name;
        }

        @Override
        public boolean isConnected() {
            return connected;
        }

        @Override
        public Subscription onGone(Runnable listener) {
            waiting.add(listener);
            if (tellAtOnce) {
                tellGone();
            }
            return () -> waiting.remove(listener);
        }
    }
}
