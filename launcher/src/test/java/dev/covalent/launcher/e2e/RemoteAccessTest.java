package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.EventListener;
import dev.covalent.common.EventType;
import dev.covalent.common.RemoteAccessDeniedException;
import dev.covalent.common.Subscription;
import dev.covalent.main.App;
import dev.covalent.main.MainProcess;
import dev.covalent.main.SharedObject;
import dev.covalent.main.WebContents;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.RemoteObject;
import dev.covalent.renderer.Renderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What main lets its renderers get. */
@Timeout(30)
final class RemoteAccessTest {
    private final MainProcess main = MainProcess.builder()
            .name("access-" + ProcessHandle.current().pid())
            .headless(true)
            .start();
    private final List<Subscription> listening = new ArrayList<>();
    private final List<Renderer> renderers = new ArrayList<>();

    @AfterEach
    void close() {
        renderers.forEach(Renderer::close);
        main.close();
    }

    @Test
    void everyRoot_isAskedForOnAppAndThenOnTheContents() { // REM-03, REM-55, REM-60
        main.globals().share("bag", Map.of("a", 1));
        List<String> told = new CopyOnWriteArrayList<>();
        Renderer renderer = attach();
        WebContents contents = contents(renderer);
        listening.add(main.app().on(App.REMOTE_GET_GLOBAL, event -> told.add("app " + event.name())));
        listening.add(main.app().on(App.REMOTE_GET_BUILTIN, event -> {
            assertThat(event.webContents()).isSameAs(contents);
            told.add("app " + event.name());
        }));
        contents.on(WebContents.REMOTE_GET_GLOBAL, event -> told.add("contents " + event.name()));
        contents.on(WebContents.REMOTE_GET_BUILTIN, event -> told.add("contents " + event.name()));
        contents.on(WebContents.REMOTE_GET_CURRENT_WINDOW, event -> told.add("contents window"));
        contents.on(WebContents.REMOTE_GET_CURRENT_WEB_CONTENTS, event -> told.add("contents contents"));

        RemoteModule remote = renderer.remote();
        assertThat(remote.getGlobal("bag").get("a")).isEqualTo(1);
        assertThat(remote.browserWindow().getAllWindows()).hasSize(1);
        assertThat(remote.webContents().fromId(renderer.webContentsId())).isPresent();
        assertThat(remote.getCurrentWindow().webContents()).isSameAs(remote.getCurrentWebContents());
        assertThat(remote.app().name()).isEqualTo(main.name());
        assertThat(remote.process().info().pid())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(remote.app()).isSameAs(remote.app());

        assertThat(told)
                .containsExactly(
                        "app bag",
                        "contents bag",
                        "app BrowserWindow",
                        "contents BrowserWindow",
                        "app webContents",
                        "contents webContents",
                        "contents window",
                        "contents contents",
                        "app app",
                        "contents app",
                        "app process",
                        "contents process");
    }

    @Test
    void preventDefault_deniesWithElectronsText_everyTime_andLetsOthersPass() { // REM-57
        main.globals().share("secret", Map.of("a", 1));
        main.globals().share("runner", Runnable.class, () -> {});
        Renderer denied = attach();
        Renderer allowed = attach();
        WebContents contents = contents(denied);
        contents.on(WebContents.REMOTE_GET_GLOBAL, event -> event.preventDefault());
        contents.on(WebContents.REMOTE_GET_BUILTIN, event -> event.preventDefault());
        contents.on(WebContents.REMOTE_GET_CURRENT_WINDOW, event -> event.preventDefault());
        Subscription last = contents.on(WebContents.REMOTE_GET_CURRENT_WEB_CONTENTS, event -> event.preventDefault());

        RemoteModule remote = denied.remote();
        for (int round = 0; round < 2; round++) {
            assertDenied(() -> remote.getGlobal("secret"), "Blocked remote.getGlobal('secret')");
            assertDenied(() -> remote.getGlobal("unknown"), "Blocked remote.getGlobal('unknown')");
            assertDenied(() -> remote.getGlobal("runner", Runnable.class), "Blocked remote.getGlobal('runner')");
            assertDenied(remote::browserWindow, "Blocked remote.getBuiltin('BrowserWindow')");
            assertDenied(remote::webContents, "Blocked remote.getBuiltin('webContents')");
            assertDenied(remote::app, "Blocked remote.getBuiltin('app')");
            assertDenied(remote::process, "Blocked remote.getBuiltin('process')");
            assertDenied(remote::getCurrentWindow, "Blocked remote.getCurrentWindow()");
            assertDenied(remote::getCurrentWebContents, "Blocked remote.getCurrentWebContents()");
        }
        last.close();
        assertThat(remote.getCurrentWebContents().id()).isEqualTo(denied.webContentsId());
        assertThat(allowed.remote().getGlobal("secret").get("a")).isEqualTo(1);
        assertThat(allowed.remote().getCurrentWindow().id()).isEqualTo(allowed.windowId());
    }

    @Test
    void returnValue_replacesWhatIsGot_theLastCounts_andMoreThanADenial() { // REM-56
        main.globals().share("public", Map.of("a", 1));
        SharedObject other = main.globals().share("private", Map.of("a", 2));
        Renderer renderer = attach();
        Renderer neighbour = attach();
        on(App.REMOTE_GET_GLOBAL, event -> {
            switch (event.name()) {
                case "public" -> event.returnValue(other);
                case "greeter" -> event.returnValue(Greeter.class, name -> "hello " + name);
                case "denied" -> {
                    event.returnValue(other);
                    event.preventDefault();
                }
                default -> {}
            }
        });
        on(
                App.REMOTE_GET_CURRENT_WINDOW,
                event -> event.returnValue(
                        main.browserWindows().fromId(neighbour.windowId()).orElseThrow()));
        on(App.REMOTE_GET_CURRENT_WEB_CONTENTS, event -> event.returnValue(contents(neighbour)));
        contents(renderer).on(WebContents.REMOTE_GET_GLOBAL, event -> {
            if (event.name().equals("greeter")) {
                event.returnValue(Greeter.class, name -> "good day " + name);
            }
        });

        RemoteModule remote = renderer.remote();
        assertThat(remote.getGlobal("public").get("a")).isEqualTo(2);
        remote.getGlobal("public").set("b", 3);
        assertThat(other.get("b")).isEqualTo(3);
        assertThat(remote.getGlobal("denied").get("a")).isEqualTo(2);
        assertThat(remote.getGlobal("greeter", Greeter.class).greet("ann")).isEqualTo("good day ann");
        main.globals().unshare("greeter");
        assertThat(remote.getGlobal("greeter", Greeter.class).greet("bob")).isEqualTo("good day bob");
        assertThat(remote.getCurrentWindow().id()).isEqualTo(neighbour.windowId());
        assertThat(remote.getCurrentWebContents().id()).isEqualTo(neighbour.webContentsId());
        assertThat(main.globals().get("public").orElseThrow().has("b")).isFalse();
    }

    @Test
    void listenerThatThrows_denies_andIsReported() {
        main.globals().share("bag", Map.of());
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        on(App.UNCAUGHT_EXCEPTION, uncaught::add);
        on(App.REMOTE_GET_GLOBAL, event -> {
            throw new IllegalStateException("no idea");
        });
        Renderer renderer = attach();

        assertDenied(
                () -> renderer.remote().getGlobal("bag"), "Blocked remote.getGlobal('bag'): it could not be checked");

        assertThat(uncaught).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void returnValue_ofWhatIsNotShared_isRefused() {
        SharedObject gone = main.globals().share("gone", Map.of());
        main.globals().unshare("gone");
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        on(App.UNCAUGHT_EXCEPTION, uncaught::add);
        on(App.REMOTE_GET_GLOBAL, event -> event.returnValue(gone));

        assertDenied(() -> attach().remote().getGlobal("x"), "Blocked remote.getGlobal('x'): it could not be checked");

        assertThat(uncaught)
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("only while it is shared");
    }

    @Test
    void denialLater_leavesWhatTheRendererHolds() { // REM-58
        main.globals().share("bag", Map.of("a", 1));
        Renderer renderer = attach();
        var bag = renderer.remote().getGlobal("bag");

        on(App.REMOTE_GET_GLOBAL, event -> event.preventDefault());

        assertThat(bag.get("a")).isEqualTo(1);
        assertDenied(() -> renderer.remote().getGlobal("bag"), "Blocked remote.getGlobal('bag')");
    }

    @Test
    void onChange_ofWhatReplacesABag_isHeardByWhoMayHaveThat() throws Exception { // REM-55, REM-57
        main.globals().share("room", Map.of("topic", "tea", "open", true));
        Renderer renderer = attach();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        renderer.remote()
                .getGlobal("room")
                .onChange(change -> heard.add(change.property() + " "
                        + change.oldValue().get() + " " + change.newValue().get()));
        AtomicBoolean denies = new AtomicBoolean(true);
        on(App.REMOTE_GET_GLOBAL, event -> {
            if (denies.get()) {
                event.preventDefault();
            }
        });

        main.globals().share("room", Map.of("secret", 42, "open", true)).set("secret", 43);
        assertThat(List.of(take(heard), take(heard))).containsExactlyInAnyOrder("topic tea null", "open true null");
        assertDenied(() -> renderer.remote().getGlobal("room"), "Blocked remote.getGlobal('room')");
        main.globals().get("room").orElseThrow().set("secret", 44);

        denies.set(false);
        main.globals().share("room", Map.of("secret", 44, "topic", "cake"));
        assertThat(List.of(take(heard), take(heard))).containsExactlyInAnyOrder("secret null 44", "topic null cake");
        main.globals().get("room").orElseThrow().set("topic", "more cake");
        assertThat(take(heard)).isEqualTo("topic cake more cake");
    }

    @Test
    void onChange_ofWhatWasDenied_hearsWhatIsThere_onceAnotherListenerMayHave() throws Exception { // REM-55, REM-57
        main.globals().share("room", Map.of("topic", "tea"));
        Renderer renderer = attach();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        renderer.remote()
                .getGlobal("room")
                .onChange(
                        "topic",
                        change -> heard.add(change.oldValue().get() + " "
                                + change.newValue().get()));
        AtomicBoolean denies = new AtomicBoolean(true);
        on(App.REMOTE_GET_GLOBAL, event -> {
            if (denies.get()) {
                event.preventDefault();
            }
        });
        SharedObject room = main.globals().share("room", Map.of("topic", "cake", "open", true));
        assertThat(take(heard)).isEqualTo("tea null");
        room.set("topic", "more cake");

        denies.set(false);
        renderer.remote().getGlobal("room").onChange("open", change -> heard.add("open"));

        assertThat(take(heard)).isEqualTo("null more cake");
        room.set("topic", "no cake");
        assertThat(take(heard)).isEqualTo("more cake no cake");
        assertThat(heard).isEmpty();
    }

    @Test
    void onChange_ofABagThatIsReplacedAsItIsAsked_isOfWhatIsSharedThen() { // REM-55, REM-57
        main.globals().share("room", Map.of("topic", "tea"));
        Renderer renderer = attach();
        RemoteObject room = renderer.remote().getGlobal("room");
        main.globals().share("room", Map.of("topic", "cake"));
        AtomicBoolean replaces = new AtomicBoolean(true);
        on(App.REMOTE_GET_GLOBAL, event -> {
            if (replaces.getAndSet(false)) {
                main.globals().share("room", Map.of("secret", 42)); // in place of what it asks for
            } else {
                event.preventDefault();
            }
        });

        assertDenied(() -> room.onChange(change -> {}), "Blocked remote.getGlobal('room')");
    }

    private static String take(BlockingQueue<String> heard) throws InterruptedException {
        return String.valueOf(heard.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void remote_ofARenderer_isReadyAtOnce_andOne() { // REM-07
        Renderer renderer = attach();

        assertThat(renderer.remote()).isSameAs(renderer.remote());
    }

    private <E> void on(EventType<E> type, EventListener<? super E> listener) {
        listening.add(main.app().on(type, listener));
    }

    private Renderer attach() {
        Renderer renderer = Renderer.attach(main.name());
        renderers.add(renderer);
        return renderer;
    }

    private WebContents contents(Renderer renderer) {
        return main.browserWindows().webContentsFromId(renderer.webContentsId()).orElseThrow();
    }

    private static void assertDenied(ThrowingCallable get, String message) {
        assertThatThrownBy(get).isInstanceOf(RemoteAccessDeniedException.class).hasMessage(message);
    }

    interface Greeter {
        String greet(String name);
    }
}
