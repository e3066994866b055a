package dev.covalent.renderer.remote;

import dev.covalent.common.TypeToken;
import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.Payload;
import dev.covalent.common.frame.Request;
import dev.covalent.renderer.RemoteObject;
import dev.covalent.renderer.link.MainLink;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A handle of a property bag of main's.
 *
 * <p>Immutable.
 */
final class RemoteBag implements RemoteObject {
    private static final TypeToken<Set<String>> NAMES = new TypeToken<>() {};
    private static final TypeToken<Map<String, Object>> PROPERTIES = new TypeToken<>() {};

    private final MainLink link;
    private final String name;

    RemoteBag(MainLink link, String name) {
        this.link = link;
        this.name = name;
    }

    @Override
    @NullUnmarked
    public Object get(String property) {
        return ask(BagOperation.GET, property).get();
    }

    @Override
    @NullUnmarked
    public <T> T get(String property, Class<T> type) {
        return ask(BagOperation.GET, property).get(type);
    }

    @Override
    @NullUnmarked
    public <T> T get(String property, TypeToken<T> type) {
        return ask(BagOperation.GET, property).get(type);
    }

    @Override
    public void set(String property, @Nullable Object value) {
        Objects.requireNonNull(property, "property");
        call(BagOperation.SET, property, Payload.of(StructuredClone.encode(value, property)));
    }

    @Override
    public boolean has(String property) {
        return ask(BagOperation.HAS, property).get(boolean.class);
    }

    @Override
    public boolean delete(String property) {
        return ask(BagOperation.DELETE, property).get(boolean.class);
    }

    @Override
    public Set<String> keys() {
        return ask(BagOperation.KEYS, "").get(NAMES);
    }

    @Override
    public Map<String, Object> snapshot() {
        return ask(BagOperation.SNAPSHOT, "").get(PROPERTIES);
    }

    @Override
    public String toString() {
        return "remote object '" + name + "'";
    }

    private Value ask(BagOperation operation, String property) {
        Objects.requireNonNull(property, "property");
        return call(operation, property, Payload.NONE).as(StructuredClone::value);
    }

    private Payload call(BagOperation operation, String property, Payload value) {
        return link.call(new Request.BagCall(name, operation.name(), property, value));
    }
}
