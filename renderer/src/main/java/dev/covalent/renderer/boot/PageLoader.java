package dev.covalent.renderer.boot;

/** Makes and loads what a renderer shows. */
@FunctionalInterface
interface PageLoader {

    /**
     * Makes the page and loads it; in the loop's turn.
     *
     * @return what is to be unloaded
     * @throws Exception whatever the page throws
     */
    LoadedPage load(ConnectedRenderer renderer) throws Exception;
}
