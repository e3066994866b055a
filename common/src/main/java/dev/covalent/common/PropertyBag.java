package dev.covalent.common;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A live object of properties that lives in the main process and is used from every process in the same way. What {@code
 * global.sharedObject} and {@code remote.getGlobal('sharedObject')} are in Electron, but a read-modify-write of one process
 * cannot undo what another wrote in between.
 *
 * <p>Values are cloned when they are written and when they are read, lists and arrays too, so changing one changes nothing
 * here. Windows, objects that a remote method gave and functions are no values: pass these to a method of a shared interface
 * that declares their type. Each operation is atomic and sees everything that was written before by any process. Property
 * names are not empty and have at most 1,024 characters; a bag has at most 65,536 properties. Thread-safe.
 */
public interface PropertyBag {

    /**
     * Returns what a property holds as a bag of its own, by reference: {@code shared.object("window").set("title", "x")}
     * changes one entry of the map there and nothing else, as {@code shared.window.title = 'x'} does. What it holds may be a
     * map whose keys are texts, or a record, which is such a map here; lists and arrays are values.
     *
     * <p>This names a place and asks nobody: whatever map is there when a method is called is what it works on. Each method
     * is atomic, and one write of the whole property of the shared object, which is what validators and listeners of that
     * property see. It costs main as much as the property is large. Order is kept, and what values share with each other;
     * what is read is a copy. So maps are reached only in properties of at most 16 MiB, encoded: split a larger one into
     * several, or get and set it as a whole.
     *
     * <p>All methods throw {@link IllegalStateException} if there is no map in that place, as none is made by writing into
     * it, or if the property is too large, or would be. {@code onChange} does not; where there is no map its listener hears
     * that the entries are removed. It compares values as {@link #compareAndSet} does, and is told of all that are left once
     * that has taken too long.
     *
     * @param property not empty, at most 1,024 characters; 32 names deep at most
     */
    PropertyBag object(String property);

    /** Returns a copy of a property's value; {@code null} where it is null or there is no such property. */
    @NullUnmarked
    Object get(String property);

    /**
     * Returns a property's value, converted; {@code null} where it is null or there is no such property.
     *
     * @throws ValueConversionException if it has another shape
     */
    @NullUnmarked
    <T> T get(String property, Class<T> type);

    /**
     * Returns a property's value, converted to a generic type.
     *
     * @throws ValueConversionException if it has another shape
     */
    @NullUnmarked
    <T> T get(String property, TypeToken<T> type);

    /**
     * Sets a property, adding it if it is new; when this returns, no process reads the old value.
     *
     * @throws UncloneableValueException if the value cannot be cloned; the property keeps its old value
     */
    void set(String property, @Nullable Object value);

    /** Tells whether there is such a property, be its value null or not. */
    boolean has(String property);

    /** Removes a property and tells whether there was one. */
    boolean delete(String property);

    /** Returns the names of the properties, in the order they were added. */
    Set<String> keys();

    /** Returns a copy of all properties, taken in one moment, in the order they were added. */
    Map<String, Object> snapshot();

    /**
     * Sets a property if it has the expected value. Values are equal if they consist of the same: numbers by what they
     * amount to, whatever their types; lists, arrays and sets by their elements; maps and records by their entries. Values
     * with so much sharing that it takes too long to compare them are taken to differ, unless they are encoded alike.
     *
     * @param expected null stands for a property that is null, and for none
     * @return whether it had, and was set
     * @throws UncloneableValueException if a value cannot be cloned; nothing was set
     */
    boolean compareAndSet(String property, @Nullable Object expected, @Nullable Object value);

    /**
     * Replaces a property's value by what a function makes of it, and returns the one before. The function runs in this
     * process, again if another writer was faster, so it must have no effects; no update of anybody is lost.
     *
     * @param type the type to give to the function
     * @param update is given the value, null where it is null or there is no such property
     */
    @NullUnmarked
    <T> T getAndUpdate(String property, Class<T> type, UnaryOperator<T> update);

    /** Replaces a property's value as {@link #getAndUpdate(String, Class, UnaryOperator)} does, with a generic type. */
    @NullUnmarked
    <T> T getAndUpdate(String property, TypeToken<T> type, UnaryOperator<T> update);

    /** Replaces a property's value as {@link #getAndUpdate(String, Class, UnaryOperator)} does, and returns the new one. */
    @NullUnmarked
    <T> T updateAndGet(String property, Class<T> type, UnaryOperator<T> update);

    /** Replaces a property's value as {@link #updateAndGet(String, Class, UnaryOperator)} does, with a generic type. */
    @NullUnmarked
    <T> T updateAndGet(String property, TypeToken<T> type, UnaryOperator<T> update);

    /**
     * Carries several operations out in one round trip and in one moment: nobody sees or does anything in between. They are
     * carried out all, or, if one is refused or a {@code compareAndSet} among them finds another value, none that writes.
     * What they read must fit into one message, else all are refused.
     *
     * <pre>{@code
     * BatchResult now = accounts.batch(batch -> batch.get("alice").get("bob"));
     * boolean done = accounts.batch(batch -> batch
     *         .compareAndSet("alice", now.get("alice").get(), now.get("alice").get(int.class) - 10)
     *         .compareAndSet("bob", now.get("bob").get(), now.get("bob").get(int.class) + 10)).isApplied();
     * }</pre>
     *
     * @param operations says what to do; it must ask for something, and for no more than 131,072 things
     */
    BatchResult batch(Consumer<PropertyBatch> operations);

    /**
     * Adds a listener for every change of any property, whichever process makes it, this one included; when this returns,
     * it misses none. It is called on this process's event loop, in the order in which the changes were made; those of a
     * batch follow each other, one for each property. Writing what is there already is no change. What main shares under
     * the same name later is heard of, too, beginning with the difference; unsharing removes every property. Where main
     * decides who gets what it shares, it is asked again then: for who is denied, every property that it replaces is removed,
     * and what happens later is not told until main allows the process another listener, or what replaces it; then every
     * property is told as it is.
     *
     * <p>A process that has more than the high-water mark waiting for it is told what happened meanwhile when it has caught
     * up: of each property that differs then, as one change. So a writer never waits for a listener, and main keeps no more
     * for it than the bag held and holds.
     *
     * @return ends it when closed
     */
    Subscription onChange(EventListener<PropertyChange> listener);

    /** Adds a listener for the changes of one property, as {@link #onChange(EventListener)} does. */
    Subscription onChange(String property, EventListener<PropertyChange> listener);
}
