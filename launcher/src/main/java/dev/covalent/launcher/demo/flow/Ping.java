package dev.covalent.launcher.demo.flow;

/** The message {@code ping}, which a renderer gets in two ways. */
final class Ping {
    static final String CHANNEL = "ping";
    static final String TEXT = "someThing";

    private Ping() {}

    static String received(String text, String nonce, int senderId) {
        return CHANNEL + " '" + text + "' " + nonce + ", senderId " + senderId;
    }
}
