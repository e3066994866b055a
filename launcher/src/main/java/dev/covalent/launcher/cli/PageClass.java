package dev.covalent.launcher.cli;

import dev.covalent.renderer.Page;
import java.lang.reflect.Modifier;

/** The page that {@code --page} names. */
final class PageClass {
    private PageClass() {}

    /**
     * Checks a page before anything is attached.
     *
     * @throws IllegalArgumentException if there is no such class, or it is no page
     */
    static void check(String page, ClassLoader classes) {
        if (page.isBlank()) {
            throw new IllegalArgumentException("--page takes the name of a class, as in --page com.example.MyPage");
        }
        try {
            Class<?> type = Class.forName(page, false, classes);
            if (!Page.class.isAssignableFrom(type)) {
                throw new IllegalArgumentException(
                        "--page " + page + " is no page: it must implement " + Page.class.getName());
            }
            if (Modifier.isAbstract(type.getModifiers())) {
                throw new IllegalArgumentException(
                        "--page " + page
                                + " is abstract, so that no page can be made of it: name a class that extends or implements it");
            }
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException(
                    "--page " + page + " is not on the class path: say where it is with --class-path", missing);
        }
    }
}
