package dev.covalent.common;

/**
 * Receives events of one type, in its process's event loop.
 *
 * @param <E> what it receives
 */
@FunctionalInterface
public interface EventListener<E> {

    /**
     * Receives an event.
     *
     * @throws Exception whatever it cannot handle: logged and reported as uncaught; later listeners still run
     */
    void on(E event) throws Exception;
}
