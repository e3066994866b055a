package dev.covalent.launcher.bench.fault;

import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

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
        switch (this) {
            case HEAP -> forEver(() -> new byte[CHUNK]);
            case METASPACE -> forEver(Exhaustion::newClass);
            case DIRECT_MEMORY -> forEver(() -> ByteBuffer.allocateDirect(CHUNK));
        }
    }

    private static void forEver(Supplier<Object> allocation) {
        while (true) {
            KEPT.add(allocation.get());
        }
    }

    private static Object newClass() {
        ClassLoader loader = new URLClassLoader(new URL[0], Exhaustion.class.getClassLoader());
        return Proxy.newProxyInstance(
                loader, new Class<?>[] {Runnable.class, Comparable.class}, (proxy, method, arguments) -> null);
    }
}
