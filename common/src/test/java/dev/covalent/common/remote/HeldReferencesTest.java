package dev.covalent.common.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.ReferenceRelease;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** REM-44, REM-45: what the owner has and what the holder has, whatever crosses what. */
final class HeldReferencesTest {
    private final List<ReferenceRelease> released = new ArrayList<>();
    private final HeldReferences held = new HeldReferences(
            (reference, type, origin) -> Proxy.newProxyInstance(
                    Thing.class.getClassLoader(), new Class<?>[] {Thing.class}, new Handler(reference.number())),
            released::add);
    private final PassedObjects owner = new PassedObjects((type, number) -> "thing");
    private final RemoteInterface table = RemoteInterface.of(Thing.class);
    private final Thing original = () -> {};

    @Test
    void release_thatCrossesAPass_leavesTheObject() {
        HeldObject handler = receive();
        ObjectReference onItsWay = owner.pass(original, table);

        held.let(handler, table);
        deliverReleases();
        assertThat(owner.size()).isEqualTo(1);

        HeldObject again = arrive(onItsWay);
        assertThat(again).isNotSameAs(handler);
        held.let(again, table);
        deliverReleases();
        assertThat(owner.size()).isZero();
    }

    @Test
    void release_thatOvertakesAReturn_waitsForIt() {
        HeldObject handler = receive();
        ObjectReference back = held.giveBack(handler);

        held.let(handler, table);
        deliverReleases();
        assertThat(owner.size()).isEqualTo(1);

        owner.allow(back, table);
        assertThat(owner.cameBack(back)).isSameAs(original);
        assertThat(owner.size()).isZero();
    }

    @Test
    void retract_afterTheRelease_letsTheOwnerForget() {
        HeldObject handler = receive();
        ObjectReference back = held.giveBack(handler);

        held.let(handler, table);
        held.retract(back);
        deliverReleases();

        assertThat(owner.size()).isZero();
    }

    @Test
    void retract_afterTheReleaseAndANewPass_letsTheOwnerForget() {
        HeldObject handler = receive();
        ObjectReference back = held.giveBack(handler);

        held.let(handler, table);
        HeldObject again = receive();
        held.retract(back);
        held.let(again, table);
        deliverReleases();

        assertThat(owner.size()).isZero();
    }

    @Test
    void giveBack_ofWhatWasReleased_isRefused() {
        HeldObject handler = receive();
        held.let(handler, table);

        assertThatThrownBy(() -> held.giveBack(handler))
                .isInstanceOf(MissingRemoteObjectException.class)
                .hasMessageContaining("this process has released it");
    }

    @Test
    void unsettled_isNotReleasedByAnotherMessage() {
        ObjectReference one = owner.pass(original, table);
        ObjectReference other = owner.pass(original, table);
        held.arrived(one);
        held.arrived(other);

        held.settle(other);
        assertThat(released).isEmpty();
        Object proxy = held.proxyFor(one, table, null);
        held.settle(one);

        assertThat(held.find(proxy)).isNotNull();
        assertThat(released).isEmpty();
    }

    private HeldObject receive() {
        return arrive(owner.pass(original, table));
    }

    private HeldObject arrive(ObjectReference reference) {
        held.arrived(reference);
        Object proxy = held.proxyFor(reference, table, null);
        held.settle(reference);
        return Objects.requireNonNull(held.find(proxy));
    }

    private void deliverReleases() {
        released.forEach(owner::release);
        released.clear();
    }

    interface Thing {
        void go();
    }

    private final class Handler implements InvocationHandler, HeldObject {
        private final long number;

        Handler(long number) {
            this.number = number;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object[] args) {
            return null;
        }

        @Override
        public HeldReferences table() {
            return held;
        }

        @Override
        public long number() {
            return number;
        }
    }
}
