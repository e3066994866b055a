package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.UncloneableValueException;
import dev.covalent.launcher.remote.Animals.Animal;
import dev.covalent.launcher.remote.Animals.Arrivals;
import dev.covalent.launcher.remote.Animals.Silent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of an object that is passed where {@code Object} is declared, so that values are copied. */
final class UndeclaredInterfaceTest extends ReferenceFixture {
    private static final String DECLARED = Animals.class.getName() + ".watchWith(" + Arrivals.class.getTypeName()
            + ", java.lang.Object) takes as a java.lang.Object and so as a copy: declare ";

    @Test
    void mainsObject_asAnObject_isRefusedWithWhatToDeclare() { // REM-16
        Animals animals = animals(first);
        Animal cat = animals.create("cat");

        assertThatThrownBy(() -> animals.watchWith(new Silent(), cat))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage("An object could not be cloned: args[1] (" + Animal.class.getName() + ", which " + DECLARED
                        + Animal.class.getName() + " there, and it is referred to)");
    }

    @Test
    void callback_asAnObject_isRefusedWithWhatToDeclare() {
        Animals animals = animals(first);
        Runnable lambda = () -> {};

        assertThatThrownBy(() -> animals.watchWith(new Silent(), new Silent()))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageContaining(Silent.class.getName() + ", which " + DECLARED + Arrivals.class.getName());
        assertThatThrownBy(() -> animals.watchWith(new Silent(), lambda))
                .hasMessageContaining("java.lang.Runnable, which " + DECLARED + "java.lang.Runnable there");
    }

    @Test
    void whatNoInterfaceWouldHelp_isRefusedAsEverywhere() {
        Animals animals = animals(first);
        Animal cat = animals.create("cat");

        assertThatThrownBy(() -> animals.watchWith(new Silent(), List.of(cat)))
                .hasMessage("An object could not be cloned: args[1][0] (" + Animal.class.getName() + ")");
        assertThatThrownBy(() -> animals.watchWith(new Silent(), new Thread(() -> {})))
                .hasMessage("An object could not be cloned: args[1] (java.lang.Thread)");
    }
}
