package dev.covalent.renderer.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.LocalStorage;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.PageWindow;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.Renderer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PageFactoryTest {
    private static final List<Object> events = new ArrayList<>();

    private final FakeRenderer renderer = new FakeRenderer();
    private int windows;

    @BeforeEach
    void forgetEvents() {
        events.clear();
    }

    @Test
    void load_makesThePageOfItsRenderersParts_andLoadsIt() throws Exception {
        LoadedPage loaded = load(WholePage.class.getName());

        assertThat(events).containsExactly(renderer, renderer.ipc, renderer.remote, renderer.storage, 7, "loaded");
        loaded.unload();
        assertThat(events).endsWith("unloaded");
        assertThat(windows).isEqualTo(1);
    }

    @Test
    void load_pageThatAsksForMore_getsItToo() throws Exception {
        load(NeedyPage.class.getName());

        assertThat(events).containsExactly(renderer.ipc, renderer.remote, "loaded");
    }

    @Test
    void load_missingClass_saysHowToAddIt() {
        assertThatThrownBy(() -> load("no.such.Page"))
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessage("The page no.such.Page is not on this renderer's class path: add it with"
                        + " BrowserWindowOptions.classPath or --class-path");
        assertThat(windows).as("windows of no page").isZero();
    }

    @Test
    void load_notAPage_saysWhatItMustBe() {
        assertThatThrownBy(() -> load("java.lang.String"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("java.lang.String is no page: it must implement dev.covalent.renderer.Page");
    }

    @Test
    void load_notAPage_isNotEvenInitialised() {
        assertThatThrownBy(() -> load(NoPage.class.getName())).isInstanceOf(IllegalArgumentException.class);
        assertThat(events).isEmpty();
    }

    @Test
    void load_cannotBeInitialised_isThatError_andMakesNoWindow() {
        assertThatThrownBy(() -> load(BrokenPage.class.getName()))
                .isInstanceOf(NumberFormatException.class)
                .hasMessage("For input string: \"never\"");
        assertThat(windows).isZero();
    }

    @Test
    void load_constructorThrows_isThatException() {
        assertThatThrownBy(() -> load(ThrowingPage.class.getName()))
                .isInstanceOf(IOException.class)
                .hasMessage("of the constructor");
    }

    @Test
    void load_constructorOfAServiceThrows_isThatException() {
        assertThatThrownBy(() -> load(UnluckyPage.class.getName()))
                .isInstanceOf(IOException.class)
                .hasMessage("of the service");
    }

    @Test
    void load_loadThrows_isThatException() {
        assertThatThrownBy(() -> load(FailingPage.class.getName()))
                .isInstanceOf(IOException.class)
                .hasMessage("of load");
    }

    @Test
    void load_unboundDependency_saysWhichPageAndWhat() {
        assertThatThrownBy(() -> load(GreedyPage.class.getName()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The page " + GreedyPage.class.getName() + " cannot be made: ")
                .hasMessageContaining("No implementation for");
    }

    private LoadedPage load(String className) throws Exception {
        return new PageFactory(className).load(renderer, () -> {
            windows++;
            return FakeRenderer.idle(PageWindow.class);
        });
    }

    static final class WholePage implements Page {
        @Inject
        WholePage(Renderer renderer, IpcRenderer ipc, RemoteModule remote, LocalStorage storage, PageWindow window) {
            events.addAll(List.of(renderer, ipc, remote, storage, window.id()));
        }

        @Override
        public void load() {
            events.add("loaded");
        }

        @Override
        public void unload() {
            events.add("unloaded");
        }
    }

    static final class NeedyPage implements Page {
        @Inject
        NeedyPage(IpcRenderer ipc, Service service) {
            events.addAll(List.of(ipc, service.remote));
        }

        @Override
        public void load() {
            events.add("loaded");
        }
    }

    static final class Service {
        private final RemoteModule remote;

        @Inject
        Service(RemoteModule remote) {
            this.remote = remote;
        }
    }

    static final class NoPage {
        static {
            events.add("initialised");
        }
    }

    static final class BrokenPage implements Page {
        private static final int NEVER = Integer.parseInt("never");

        @Override
        public void load() {
            events.add(NEVER);
        }
    }

    static final class ThrowingPage implements Page {
        @Inject
        ThrowingPage() throws IOException {
            throw new IOException("of the constructor");
        }

        @Override
        public void load() {
            events.add("loaded");
        }
    }

    static final class UnluckyPage implements Page {
        @Inject
        UnluckyPage(UnluckyService service) {
            events.add(service);
        }

        @Override
        public void load() {
            events.add("loaded");
        }
    }

    static final class UnluckyService {
        @Inject
        UnluckyService() throws IOException {
            throw new IOException("of the service");
        }
    }

    static final class FailingPage implements Page {
        @Inject
        FailingPage() {}

        @Override
        public void load() throws IOException {
            throw new IOException("of load");
        }
    }

    static final class GreedyPage implements Page {
        @Inject
        GreedyPage(CharSequence nobodyBindsThis) {
            events.add(nobodyBindsThis);
        }

        @Override
        public void load() {
            events.add("loaded");
        }
    }

    /** A renderer whose parts can be told apart, and do nothing. */
    private static final class FakeRenderer implements Renderer {
        private final IpcRenderer ipc = idle(IpcRenderer.class);
        private final RemoteModule remote = idle(RemoteModule.class);
        private final LocalStorage storage = idle(LocalStorage.class);

        private static <T> T idle(Class<T> type) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> switch (method.getName()) {
                        case "equals" -> proxy == args[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "toString" -> type.getSimpleName();
                        case "id" -> 7;
                        default -> throw new UnsupportedOperationException(method.getName());
                    }));
        }

        @Override
        public IpcRenderer ipcRenderer() {
            return ipc;
        }

        @Override
        public RemoteModule remote() {
            return remote;
        }

        @Override
        public LocalStorage localStorage() {
            return storage;
        }

        @Override
        public List<String> arguments() {
            return List.of();
        }

        @Override
        public int webContentsId() {
            return 3;
        }

        @Override
        public int windowId() {
            return 7;
        }

        @Override
        public boolean isMainGone() {
            return false;
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public boolean awaitClose(Duration limit) {
            return false;
        }

        @Override
        public void close() {
            events.add("closed");
        }
    }
}
