package dev.covalent.launcher.demo.flow;

import java.util.ArrayList;
import java.util.List;

/** Lists the flows that one renderer can begin. */
public final class Flows {
    /** The number of the flow in which a separately launched renderer plays the first {@link #FOR_GUESTS} others. */
    public static final int GUESTS = 12;

    /** How many flows a separately launched renderer takes part in. */
    public static final int FOR_GUESTS = 9;

    private Flows() {}

    /**
     * Makes the main process's objects.
     *
     * @param kept what an earlier life of the application has put into its storage
     */
    public static List<Flow> inMain(String kept) {
        return List.of(
                new SendFlow(),
                new ReplyFlow(),
                new InvokeFlow(),
                new SendSyncFlow(),
                new PushFlow(),
                new RendererToRendererFlow(),
                new SharedObjectFlow(),
                new CallbackFlow(),
                new WindowLookupFlow(),
                new PortFlow(),
                new StorageFlow(kept));
    }

    /** Makes a renderer's objects. */
    public static List<Flow> inRenderer() {
        return inMain("");
    }

    /** Returns the titles of all flows, that of the guests included, in order. */
    public static List<String> titles() {
        List<String> titles =
                new ArrayList<>(inRenderer().stream().map(Flow::title).toList());
        titles.add("a separately launched renderer");
        return List.copyOf(titles);
    }
}
