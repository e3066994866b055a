package dev.covalent.common.observe;

/** The names of methods as a reader wants them. */
final class Methods {
    private Methods() {}

    /** Returns the name of a method without its descriptor. */
    static String shown(String key) {
        int descriptor = key.indexOf('(');
        return descriptor < 0 ? key : key.substring(0, descriptor);
    }
}
