package dev.covalent.launcher.demo.flow;

import org.jspecify.annotations.Nullable;

/** {@code localStorage}: one renderer reads what an earlier life of the application wrote; another what this one writes. */
final class StorageFlow implements Flow {
    private static final String LOOK = "lookIntoStorage";
    private static final String KEY = "writtenNow";

    private final String kept;

    /**
     * Makes the flow.
     *
     * @param kept what the earlier life wrote; known to main alone
     */
    StorageFlow(String kept) {
        this.kept = kept;
    }

    @Override
    public int number() {
        return 11;
    }

    @Override
    public String title() {
        return "localStorage, kept across a restart";
    }

    @Override
    public void listen(RendererSide renderer) {
        renderer.ipc().on(LOOK, (event, message) -> {
            String value = renderer.renderer().localStorage().getItem(KEY);
            renderer.saw(message.get(0, String.class), read(KEY, value));
        });
    }

    @Override
    public void begin(RendererSide renderer, Assignment run) {
        String earlier = renderer.renderer().localStorage().getItem(EarlierWrite.KEY);
        renderer.saw(run.nonce(), read(EarlierWrite.KEY, earlier));
        renderer.renderer().localStorage().setItem(KEY, run.nonce());
        renderer.ipc().sendTo(run.responder().contentsId(), LOOK, run.nonce());
    }

    @Override
    public Expectation expect(Assignment run) {
        return Expectation.none()
                .and(run.initiator().role(), read(EarlierWrite.KEY, kept))
                .and(run.responder().role(), read(KEY, run.nonce()));
    }

    private static String read(String key, @Nullable String value) {
        return "localStorage.getItem(\"" + key + "\") is '" + value + "'";
    }
}
