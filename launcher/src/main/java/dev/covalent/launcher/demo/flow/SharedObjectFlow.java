package dev.covalent.launcher.demo.flow;

import java.util.Map;

/** Shared state: one renderer sets a property of {@code remote.getGlobal("sharedObject")}, another reads it. */
final class SharedObjectFlow implements Flow {
    private static final String GLOBAL = "sharedObject";
    private static final String PROPERTY = "someProperty";
    private static final String LOOK = "lookAtSharedObject";

    @Override
    public int number() {
        return 7;
    }

    @Override
    public String title() {
        return "remote.getGlobal(\"sharedObject\")";
    }

    @Override
    public void serve(MainSide main) {
        main.process().globals().share(GLOBAL, Map.of(PROPERTY, "default value"));
    }

    @Override
    public void listen(RendererSide renderer) {
        renderer.ipc().on(LOOK, (event, message) -> {
            String value = renderer.renderer().remote().getGlobal(GLOBAL).get(PROPERTY, String.class);
            renderer.saw(message.get(0, String.class), read(value));
        });
    }

    @Override
    public void begin(RendererSide renderer, Assignment run) {
        renderer.renderer().remote().getGlobal(GLOBAL).set(PROPERTY, "new value " + run.nonce());
        renderer.ipc().sendTo(run.responder().contentsId(), LOOK, run.nonce());
    }

    @Override
    public Expectation expect(Assignment run) {
        return Expectation.none().and(run.responder().role(), read("new value " + run.nonce()));
    }

    private static String read(String value) {
        return GLOBAL + "." + PROPERTY + " is '" + value + "'";
    }
}
