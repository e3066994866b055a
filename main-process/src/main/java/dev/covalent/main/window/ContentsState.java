package dev.covalent.main.window;

/** What contents are doing. */
enum ContentsState {
    LOADING,
    LOADED,
    FAILED,
    CRASHED,
    DESTROYED
}
