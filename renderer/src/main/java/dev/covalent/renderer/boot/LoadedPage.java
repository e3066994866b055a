package dev.covalent.renderer.boot;

/** A page that is to be unloaded when its window closes. */
@FunctionalInterface
interface LoadedPage {
    /** A renderer without a page. */
    LoadedPage NONE = () -> {};

    /** Unloads the page; in the loop's turn. */
    void unload();
}
