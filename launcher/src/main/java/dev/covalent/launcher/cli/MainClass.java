package dev.covalent.launcher.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;

/** The class that an application starts with. */
final class MainClass {
    private static final String METHOD = "main";

    /** A class of that may do without a method of its own: Java starts it otherwise. */
    private static final String JAVAFX_APPLICATION = "javafx.application.Application";

    private static final int JAVA = Runtime.version().feature();
    private static final int FIRST_WITH_INSTANCE_MAIN = 21; // as a preview until 25

    private MainClass() {}

    /**
     * Checks it before Java is started, which says what is missing in several lines.
     *
     * @param said how it was named
     * @param place where it should be
     * @throws IllegalArgumentException if it is not there, or is no class to start with
     */
    static void check(String name, String said, String place, ClassLoader classes) {
        String file = name.replace('.', '/') + ".class"; // as Java does, which takes either
        if (classes.getResource(file) == null) {
            throw new IllegalArgumentException(said + " '" + name + "' is not in " + place
                    + ": give its whole name, as in com.example.Notes, and where it is");
        }
        if (!mayHaveMain(name.replace('/', '.'), classes)) {
            throw new IllegalArgumentException(said + " '" + name
                    + "' has no method main: name the class that has it, public static void main(String[])");
        }
    }

    private static boolean mayHaveMain(String name, ClassLoader classes) {
        try {
            Class<?> type = Class.forName(name, false, classes);
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                if (each.getName().equals(JAVAFX_APPLICATION)) {
                    return true;
                }
                if (JAVA >= FIRST_WITH_INSTANCE_MAIN
                        && Stream.of(each.getDeclaredMethods()).anyMatch(MainClass::isMainToday)) {
                    return true;
                }
            }
            return Stream.of(type.getMethods()).anyMatch(MainClass::isMain);
        } catch (ClassNotFoundException | LinkageError unusable) {
            return true; // which Java tells better
        }
    }

    private static boolean isMain(Method method) {
        int modifiers = method.getModifiers();
        return isNamedMain(method)
                && Modifier.isPublic(modifiers)
                && Modifier.isStatic(modifiers)
                && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String[].class});
    }

    /** It need not be public, or static, or take arguments any more. */
    private static boolean isMainToday(Method method) {
        return isNamedMain(method)
                && !Modifier.isPrivate(method.getModifiers())
                && (method.getParameterCount() == 0
                        || Arrays.equals(method.getParameterTypes(), new Class<?>[] {String[].class}));
    }

    private static boolean isNamedMain(Method method) {
        return method.getName().equals(METHOD) && method.getReturnType() == void.class;
    }
}
