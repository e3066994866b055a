package dev.covalent.renderer.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.renderer.CallingPage;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class CallingPlaceTest {
    private static final String PAGE = CallingPage.class.getName();

    @Test
    void place_isTheInnermostOfTheApplication() {
        assertThat(CallingPage.call(CallingPlace::find)).matches(PAGE + "\\.call\\(CallingPage\\.java:\\d+\\)");
    }

    @Test
    void place_behindAProxy_andTheJdk_isThatOfTheApplication() {
        @SuppressWarnings("unchecked")
        Supplier<String> proxy = (Supplier<String>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Supplier.class},
                (self, method, args) -> CallingPlace.find());

        assertThat(CallingPage.callThroughTheJdk(proxy)).startsWith(PAGE + ".callThroughTheJdk(");
    }

    @Test
    void place_ofALambda_isWhereItIsWritten() {
        assertThat(CallingPage.callInALambda(CallingPlace::find)).startsWith(PAGE + ".lambda$callInALambda$");
    }
}
