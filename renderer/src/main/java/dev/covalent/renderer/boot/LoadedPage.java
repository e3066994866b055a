package dev.covalent.renderer.boot;

/** A page that is to be asked, and unloaded, when its window closes. */
interface LoadedPage {
    /** A renderer without a page. */
    LoadedPage NONE = new LoadedPage() {
        @Override
        public boolean mayUnload() {
            return true;
        }

        @Override
        public void unload() {
            // nothing was loaded
        }
    };

    /** Asks the page whether its window may close; in the loop's turn. */
    boolean mayUnload();

    /** Unloads the page; in the loop's turn. */
    void unload();
}
