package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.Subscription;
import dev.covalent.main.SharedObject;
import dev.covalent.renderer.LiveObject;
import dev.covalent.renderer.RemoteObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Live objects whose name main gives to another object, or to none: each copy is renewed. */
@Timeout(20)
final class LiveRenewalTest {
    private final InJvmMain main = sharing();
    private final InJvmRenderer first = main.newRenderer();
    private final InJvmRenderer second = main.newRenderer();

    @SuppressWarnings("unused")
    private final RemoteObject mine = first.remote().getGlobal("bag");

    private final RemoteObject theirs = second.remote().getGlobal("bag");

    private static InJvmMain sharing() {
        InJvmMain main = new InJvmMain();
        main.globals().share("bag", Map.of("count", 1, "list", List.of(1, 2)));
        return main;
    }

    @AfterEach
    void close() {
        main.close();
    }

    @Test
    void get_mainSharesAnotherObject_givesItsProperties_andIsLocalAgain() {
        LiveObject live = mine.live();

        main.globals().share("bag", Map.of("count", 10));

        assertThat(live.isLocal()).isFalse();
        assertThat(live.get("count")).isEqualTo(10);
        assertThat(live.isLocal()).isTrue();
        assertThat(live.keys()).containsExactly("count");
        theirs.set("count", 11);
        assertThat(first.asked(() -> assertThat(live.get("count")).isEqualTo(11)))
                .isZero();
    }

    @Test
    void get_mainUnshares_throwsUntilItIsSharedAgain() {
        LiveObject live = mine.live();

        main.globals().unshare("bag");
        assertThatThrownBy(() -> live.get("count"))
                .isInstanceOf(MissingRemoteObjectException.class)
                .hasMessageStartingWith("Cannot get property 'count' on missing remote object 'bag'");
        assertThatThrownBy(mine::live)
                .isInstanceOf(MissingRemoteObjectException.class)
                .hasMessageStartingWith("Cannot call method 'live' on missing remote object 'bag'");
        main.globals().share("bag", Map.of());

        assertThat(live.get("count")).isNull();
        assertThat(live.isLocal()).isTrue();
    }

    /** An empty object leaves without a change that could be told. */
    @Test
    void get_mainUnsharesAnEmptyObject_throws() {
        main.globals().share("empty", Map.of());
        LiveObject live = first.remote().getGlobal("empty").live();
        assertThat(live.keys()).isEmpty();

        main.globals().unshare("empty");

        assertThatThrownBy(live::keys).isInstanceOf(MissingRemoteObjectException.class);
    }

    /** As long as others still get the old object of main, nobody reads the new one. */
    @Test
    void get_whileMainReplacesTheObject_isNotAheadOfOthers() {
        LiveObject live = mine.live();
        Subscription told = theirs.onChange(change -> {});
        AtomicReference<Object> meanwhile = new AtomicReference<>();
        second.onNextFrame(
                () -> meanwhile.set(live.isLocal() ? live.get("count") : "asks main, which shares the old one still"));

        main.globals().share("bag", Map.of("count", 10));

        assertThat(meanwhile.get()).isNotNull().isNotEqualTo(10);
        assertThat(live.get("count")).isEqualTo(10);
        told.close();
    }

    @Test
    void get_replacedAgainWhileTheCopyIsRenewed_isLocalInTheEnd() {
        LiveObject live = mine.live();
        main.globals().share("bag", Map.of("count", 10));
        first.afterNextCopy(() -> main.globals().share("bag", Map.of("count", 11)));
        assertThat(live.get("count")).isEqualTo(10);

        assertThat(live.get("count")).isEqualTo(11);
        assertThat(live.isLocal()).isTrue();
    }

    @Test
    void get_renewalFails_isTriedAgainLater() {
        LiveObject live = mine.live();
        main.globals().share("bag", Map.of("count", 10));
        first.afterNextCopy(() -> {
            throw new IllegalStateException("as a timeout would");
        });

        for (int read = 0; read < 3; read++) {
            assertThat(live.get("count")).isEqualTo(10);
        }
        assertThat(live.isLocal()).isTrue();
    }

    /** Main tells a renderer nothing of another object than it has been let have. */
    @Test
    void live_mainSharesAnotherObject_isToldNothingOfThatBeforeItAsks() {
        LiveObject live = mine.live();
        int told = first.received();

        SharedObject other = main.globals().share("bag", Map.of("count", 10));
        other.set("count", 11);

        assertThat(first.received()).isEqualTo(told);
        assertThat(live.get("count")).isEqualTo(11);
        LiveObject second = mine.live();
        live.close();
        other.set("count", 12);
        assertThat(first.asked(() -> assertThat(second.get("count")).isEqualTo(12)))
                .isZero();
    }

    @Test
    void onChange_afterCopiesOfAnotherObjectWereClosed_hearsOnce() {
        LiveObject one = mine.live();
        first.afterNextCopy(() -> main.globals().share("bag", Map.of("count", 2)));
        LiveObject two = mine.live(); // of an object that is gone already
        assertThat(two.get("count")).isEqualTo(2);
        assertThat(two.isLocal()).isTrue();
        LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        mine.onChange("count", change -> heard.add(change.newValue().get()));

        mine.set("count", 7);
        mine.set("count", 8);

        assertThat(InJvmRenderer.next(heard)).isEqualTo(7);
        assertThat(InJvmRenderer.next(heard)).isEqualTo(8);
        assertThat(one.get("count")).isEqualTo(8);
    }

    @Test
    void get_notRenewedForLong_isRenewedSoonOnceACopyCame() {
        LiveObject live = mine.live();
        main.globals().share("bag", Runnable.class, () -> {});
        for (int read = 0; read < 200; read++) {
            assertThatThrownBy(() -> live.get("count")).hasMessageContaining("is shared as java.lang.Runnable");
        }
        main.globals().share("bag", Map.of("count", 2));
        LiveObject again = mine.live();
        main.globals().share("bag", Map.of("count", 3));

        assertThat(again.get("count")).isEqualTo(3);
        assertThat(again.isLocal()).isTrue();
    }

    @Test
    void live_whileMainReplacesTheObject_neverFails() {
        AtomicBoolean end = new AtomicBoolean();
        CompletableFuture<Void> replacing = CompletableFuture.runAsync(() -> {
            for (int i = 0; !end.get(); i++) {
                main.globals().share("bag", Map.of("count", i));
            }
        });
        try {
            for (int i = 0; i < 1_000; i++) {
                LiveObject live = mine.live();
                assertThat(live.get("count", int.class)).isNotNegative();
                live.close();
            }
        } finally {
            end.set(true);
        }
        InJvmMain.settled(replacing);
        LiveObject live = mine.live();
        Object last = main.globals().get("bag").orElseThrow().get("count");
        assertThat(live.get("count")).isEqualTo(last);
        assertThat(first.asked(() -> assertThat(live.get("count")).isEqualTo(last)))
                .isZero();
    }
}
