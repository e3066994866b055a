package dev.covalent.main.global;

import org.jspecify.annotations.Nullable;

/**
 * Who does something with a bag. Immutable.
 *
 * @param originId the contents whose renderer does it; 0 for main
 * @param watches what that renderer watches; null for main
 */
record BagCaller(int originId, @Nullable PeerWatches watches) {
    static final BagCaller MAIN = new BagCaller(0, null);

    boolean isRenderer() {
        return watches != null;
    }
}
