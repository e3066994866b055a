package dev.covalent.renderer.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.PageWindow;
import dev.covalent.renderer.RemoteModule;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings({"UnusedVariable", "ClassCanBeStatic"}) // the pages are only looked at
final class PlainPageTest {

    @ParameterizedTest
    @ValueSource(classes = {Parts.class, Nothing.class, NothingToSay.class, Heir.class, TrainingPage.class})
    void of_pageThatAsksForPartsOnly_isPlain(Class<? extends Page> page) {
        assertThat(PlainPage.of(page)).isPresent();
    }

    /** What Guice knows how to make, or how to refuse, better. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                Needy.class,
                Later.class,
                Qualified.class,
                OfAField.class,
                OfAMethod.class,
                OfAnAncestor.class,
                Scoped.class,
                Unsaid.class,
                Private.class,
                Abstract.class,
                Twofold.class,
                Inner.class,
                InjectedTrainingPage.class
            })
    void of_pageThatMayNeedMore_isNot(Class<? extends Page> page) {
        assertThat(PlainPage.of(page)).isEmpty();
    }

    /** A page without anything. */
    abstract static class Base implements Page {
        @Override
        public void load() {
            // It only exists.
        }
    }

    static final class Parts extends Base {
        @Inject
        private Parts(RemoteModule remote, IpcRenderer ipc, PageWindow window) {}
    }

    static final class Nothing extends Base {
        @Inject
        Nothing() {}
    }

    static final class NothingToSay extends Base {}

    static class Ancestor extends Base {
        Ancestor(int number) {}
    }

    static final class Heir extends Ancestor {
        @Inject
        Heir(IpcRenderer ipc) {
            super(1);
        }
    }

    static final class Needy extends Base {
        @Inject
        Needy(IpcRenderer ipc, Nothing other) {}
    }

    static final class Later extends Base {
        @Inject
        Later(Provider<IpcRenderer> ipc) {}
    }

    static final class Qualified extends Base {
        @Inject
        Qualified(@Named("other") IpcRenderer ipc) {}
    }

    static class OfAField extends Base {
        @Inject
        IpcRenderer ipc;
    }

    static final class OfAMethod extends Base {
        @Inject
        void take(IpcRenderer ipc) {}
    }

    static final class OfAnAncestor extends OfAField {}

    @Singleton
    static final class Scoped extends Base {
        @Inject
        Scoped(IpcRenderer ipc) {}
    }

    static final class Unsaid extends Base {
        Unsaid(IpcRenderer ipc) {}
    }

    static final class Private extends Base {
        private Private() {}
    }

    abstract static class Abstract extends Base {
        @Inject
        Abstract(IpcRenderer ipc) {}
    }

    static final class Twofold extends Base {
        @Inject
        Twofold(IpcRenderer ipc) {}

        Twofold() {}
    }

    final class Inner extends Base {}
}
