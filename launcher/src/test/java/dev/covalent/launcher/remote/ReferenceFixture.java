package dev.covalent.launcher.remote;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A main process that shares a zoo, and two renderers. */
@Timeout(20)
abstract class ReferenceFixture {
    final InJvmMain main = new InJvmMain();
    final InJvmRenderer first = main.newRenderer();
    final InJvmRenderer second = main.newRenderer();
    final Zoo zoo = new Zoo();

    @BeforeEach
    void share() {
        main.globals().share("animals", Animals.class, zoo);
    }

    @AfterEach
    void close() {
        main.close();
    }

    static Animals animals(InJvmRenderer renderer) {
        return renderer.remote().getGlobal("animals", Animals.class);
    }
}
