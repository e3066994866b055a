package dev.covalent.main;

/** A renderer calls {@code remote.getGlobal}. Mirrors {@code remote-get-global}. */
public non-sealed interface RemoteGetGlobalEvent extends RemoteGetEvent {

    /** Returns the name that it asks for, which may be one under which nothing is shared. */
    String name();

    /**
     * Gives it a property bag in place of what is shared under the name.
     *
     * @param object one that the main process shares, under whatever name
     * @throws IllegalArgumentException if it is not shared, or no more
     */
    void returnValue(SharedObject object);

    /**
     * Gives it a typed object in place of what is shared under the name; it has it until it releases it.
     *
     * @param type the interface that the renderer asks for it as, and whose methods it may call
     * @throws IllegalArgumentException as {@link GlobalRegistry#share(String, Class, Object)} does
     */
    <T> void returnValue(Class<T> type, T implementation);
}
