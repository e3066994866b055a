package dev.covalent.common.frame;

/** What frames name a method of a typed object by: its name, its descriptor and, perhaps, a digest of its generic types. */
public final class MethodKey {
    private MethodKey() {}

    /** Returns the name alone, for people. */
    public static String name(String key) {
        int descriptor = key.indexOf('(');
        return descriptor < 0 ? key : key.substring(0, descriptor);
    }
}
