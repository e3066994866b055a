package dev.covalent.launcher.port;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A renderer of a {@link PortStorm}, and which ports are on its link with messages of ipcMain and ipcRenderer. Confined to
 * one thread.
 */
final class StormRenderer {
    private final RendererPlace renderer;
    private final StormPlace place;
    private final MainPlace main;
    private final StormPlace mainPlace;
    private final Deque<StormEnd> toMain = new ArrayDeque<>();
    private final Deque<StormEnd> fromMain = new ArrayDeque<>();

    /**
     * Makes a renderer without ports.
     *
     * @param place what its application does
     * @param mainPlace what main's application does
     */
    StormRenderer(RendererPlace renderer, StormPlace place, MainPlace main, StormPlace mainPlace) {
        this.renderer = renderer;
        this.place = place;
        this.main = main;
        this.mainPlace = mainPlace;
    }

    StormPlace place() {
        return place;
    }

    int id() {
        return renderer.webContentsId();
    }

    /** Sends ports of this renderer to main. */
    void giveToMain(List<StormEnd> ends) {
        renderer.give(StormPlace.portsOf(ends));
        place.release(ends);
        toMain.addAll(ends);
    }

    /** Sends ports of main's to this renderer. */
    void takeFromMain(List<StormEnd> ends) {
        main.give(renderer, StormPlace.portsOf(ends));
        mainPlace.release(ends);
        fromMain.addAll(ends);
    }

    /** Gives main the next frame, after which there is room for one more; returns false if there is none. */
    boolean up() {
        boolean moved = renderer.pumpUp(main);
        mainPlace.takeArrived(toMain);
        renderer.table().resume();
        return moved;
    }

    /** Takes the next frame of main's, after which there is room for one more; returns false if there is none. */
    boolean down() {
        boolean moved = renderer.pumpDown();
        place.takeArrived(fromMain);
        main.router().resume(renderer);
        return moved;
    }

    /** Dies, and nothing that it had sent arrives. */
    void die() {
        renderer.kill();
        renderer.table().close();
    }

    /** Dies, and main takes what it had sent only when it knows. */
    void dieButDeliver() {
        renderer.killButDeliver(main);
        mainPlace.takeArrived(toMain);
        renderer.table().close();
    }

    /** Returns how many ports this renderer holds on behalf of main. */
    int held() {
        return renderer.table().size();
    }

    /** Returns what this renderer itself counts as posted and not consumed. */
    long outstanding() {
        return renderer.table().outstanding();
    }

    /** Returns what main counts as posted by this renderer and not consumed. */
    long outstandingInMain() {
        return main.router().outstanding(renderer);
    }
}
