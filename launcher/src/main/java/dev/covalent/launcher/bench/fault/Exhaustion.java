package dev.covalent.launcher.bench.fault;

import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A way of a JVM to run out of memory. */
public enum Exhaustion {
    /** Of objects. */
    HEAP("-Xmx64m"),
    /** Of classes. */
    METASPACE("-XX:MaxMetaspaceSize=32m"),
    /** Of buffers outside the heap. */
    DIRECT_MEMORY("-XX:MaxDirectMemorySize=16m");

    private static final int CHUNK = 1 << 20;
    private static final List<Object> KEPT = new ArrayList<>();

    private final String limit;

    Exhaustion(String limit) {
        this.limit = limit;
    }

    /** Returns the flag of a JVM with which it takes a moment. */
    String limit() {
        return limit;
    }

    /** Takes more than there is. */
    public void meet() {
        meet(() -> {});
    }

    /** Takes more than there is, and tells of each part that it has got. */
    void meet(Runnable got) {
        while (true) {
            KEPT.add(part());
            got.run();
        }
    }

    private Object part() {
        return switch (this) {
            case HEAP -> new byte[CHUNK];
            case METASPACE -> newClass();
            case DIRECT_MEMORY -> ByteBuffer.allocateDirect(CHUNK);
        };
    }

    private static Object newClass() {
        ClassLoader loader = new URLClassLoader(new URL[0], Exhaustion.class.getClassLoader());
        return Proxy.newProxyInstance(
                loader, new Class<?>[] {Runnable.class, Comparable.class}, (proxy, method, arguments) -> null);
    }
}
