package dev.covalent.launcher.e2e;

import java.util.ArrayList;
import java.util.List;

/** Main's mint, which keeps nothing of what it makes. */
final class SharedMint implements Mint {

    @Override
    public List<Coin> make(int count, int value) {
        List<Coin> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(new Minted(value));
        }
        return made;
    }

    @Override
    public int worth(List<Coin> coins) {
        return coins.stream().mapToInt(coin -> ((Minted) coin).value).sum();
    }

    /** A coin as main has it. */
    private static final class Minted implements Coin {
        private final int value;

        Minted(int value) {
            this.value = value;
        }

        @Override
        public int value() {
            return value;
        }
    }
}
