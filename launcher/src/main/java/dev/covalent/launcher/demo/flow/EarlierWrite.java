package dev.covalent.launcher.demo.flow;

/** What an earlier life of the application leaves to the {@link StorageFlow}. */
public final class EarlierWrite {
    /** The key under which its renderer stores a value. */
    public static final String KEY = "writtenInAnEarlierLife";

    private EarlierWrite() {}
}
