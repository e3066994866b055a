package dev.covalent.launcher.demo.flow;

import java.util.ArrayDeque;
import java.util.Queue;

/** A typed shared object: a renderer calls it, and hands it a lambda that main calls later. */
final class CallbackFlow implements Flow {
    private static final String GLOBAL = "greeter";
    private static final String LATER = "greetLater";

    @Override
    public int number() {
        return 8;
    }

    @Override
    public String title() {
        return "a typed shared object and a callback";
    }

    @Override
    public void serve(MainSide main) {
        Reception reception = new Reception(main);
        main.process().globals().share(GLOBAL, Greeter.class, reception);
        main.process().ipcMain().on(LATER, (event, message) -> reception.callBack(message.get(0, String.class)));
    }

    @Override
    public void begin(RendererSide renderer, Assignment run) {
        Greeter greeter = renderer.renderer().remote().getGlobal(GLOBAL, Greeter.class);
        renderer.saw(run.nonce(), returned(greeter.greet(run.nonce())));
        greeter.onGreeting(greeting -> renderer.saw(run.nonce(), calledBack(greeting)));
        renderer.ipc().send(LATER, run.nonce());
    }

    @Override
    public Expectation expect(Assignment run) {
        return Expectation.none()
                .and(Actor.MAIN, called(run.nonce()))
                .and(run.initiator().role(), returned(hello(run.nonce())), calledBack("later, " + run.nonce()));
    }

    private static String hello(String name) {
        return "hello, " + name;
    }

    private static String called(String name) {
        return "greet(" + name + ") was called";
    }

    private static String returned(String greeting) {
        return "greet returned '" + greeting + "'";
    }

    private static String calledBack(String greeting) {
        return "main called back with '" + greeting + "'";
    }

    /** The object in main. Confined to main's event loop. */
    private static final class Reception implements Greeter {
        private final MainSide main;
        private final Queue<Listener> listeners = new ArrayDeque<>();

        Reception(MainSide main) {
            this.main = main;
        }

        @Override
        public String greet(String name) {
            main.saw(name, called(name));
            return hello(name);
        }

        @Override
        public void onGreeting(Listener listener) {
            listeners.add(listener);
        }

        void callBack(String name) {
            for (Listener listener = listeners.poll(); listener != null; listener = listeners.poll()) {
                listener.greeted("later, " + name);
            }
        }
    }
}
