package dev.covalent.main.rmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class CallerAddressTest {

    @Test
    void sessionId_ofItsAddress_isTheSame() {
        for (long id : new long[] {1, 2, 0xffff, 0x10000, 0x1_0000_0001L, Long.MAX_VALUE, -1}) {
            assertThat(CallerAddress.sessionId(CallerAddress.of(id).getHostAddress()))
                    .isEqualTo(id);
        }
    }

    @Test
    void of_any_isMulticastSoThatNobodyCanBindToIt() {
        assertThat(CallerAddress.of(2).getHostAddress()).isEqualTo("ff1e:0:0:0:0:0:0:2");
        assertThat(CallerAddress.of(2).isMulticastAddress()).isTrue();
    }

    @Test
    void sessionId_otherAddress_isRefused() {
        assertThatThrownBy(() -> CallerAddress.sessionId("127.0.0.1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The call came from '127.0.0.1', which is no session's connection");
    }
}
