package dev.covalent.launcher.cli;

/** A program that Java does not start: nobody else may call its method. */
final class HiddenMain {
    private HiddenMain() {}

    @SuppressWarnings({"unused", "IncorrectMainMethod"}) // that is the point
    private static void main(String[] args) {}
}
