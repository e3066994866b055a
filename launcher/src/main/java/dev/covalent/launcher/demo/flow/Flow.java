package dev.covalent.launcher.demo.flow;

/**
 * A way for processes to talk. Every process of the demo has an object of each flow and plays its own part of it.
 *
 * <p>Each part is confined to the event loop of its process, but for {@link #start} and {@link #expect}.
 */
public interface Flow {

    /** Returns its number: 1 for the first. */
    int number();

    /** Returns what it shows, in a few words. */
    String title();

    /** Makes the main process take its part; called once, before any renderer runs. */
    default void serve(MainSide main) {}

    /** Makes a renderer take the part of the responder, and listen for answers; called once. */
    default void listen(RendererSide renderer) {}

    /** Starts a run, in the main process and on any thread: by telling the initiator, unless main itself begins. */
    default void start(MainSide main, Assignment run) {
        main.tell(run);
    }

    /**
     * Begins a run, in the renderer of the initiator.
     *
     * @throws Exception whatever goes wrong: the run has then failed
     */
    default void begin(RendererSide renderer, Assignment run) throws Exception {}

    /** Returns what the processes have to report for the run to hold. */
    Expectation expect(Assignment run);
}
