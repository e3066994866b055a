package dev.covalent.launcher.cli;

import dev.covalent.renderer.ParentPort;

/** A utility process that stays as long as its application. */
final class OperatedHelper {
    private OperatedHelper() {}

    public static void main(String[] args) {
        ParentPort.get().onMessage(event -> {});
    }
}
