package dev.covalent.launcher.e2e;

import java.util.List;

/** A typed object of main's that makes others. */
interface Mint {
    List<Coin> make(int count, int value);

    /** Returns what coins are worth that were made here. */
    int worth(List<Coin> coins);

    /** What is made. */
    interface Coin {
        int value();
    }
}
